import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import './shell/theme.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Only machines without a Chinese font fetch any slice of these; the list of slices itself waits until the page stands.
const loadFonts = () => import('./shell/fonts.ts');
if ('requestIdleCallback' in window) window.requestIdleCallback(() => void loadFonts());
else setTimeout(() => void loadFonts(), 500);
