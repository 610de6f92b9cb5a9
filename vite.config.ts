import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Vite asks for a default export.
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts stay files of their own: inlined slices would be loaded by everybody.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: 4701, proxy: { '/api': { target: 'http://127.0.0.1:4700' } } },
});
