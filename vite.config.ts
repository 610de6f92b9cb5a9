import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/**
 * The shipped fonts as we want them: no second format for browsers of 2015, and `block`, because on
 * a machine without a Chinese font what would be swapped is a box.
 */
const shippedFonts: Plugin = {
  name: 'shipped-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!/@fontsource\/.*\.css$/.test(id)) return undefined;
    return code
      .replaceAll('font-display: swap', 'font-display: block')
      .replaceAll(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '');
  },
};

/** The server's own; the browser's part is served at the next one while one develops. */
const port = Number(process.env['PORT'] || 4700);

// Vite asks for a default export.
export default defineConfig({
  root: 'src/web',
  plugins: [react(), shippedFonts],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts stay files of their own: inlined slices would be loaded by everybody.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: port + 1, proxy: { '/api': { target: `http://127.0.0.1:${port}` } } },
});
