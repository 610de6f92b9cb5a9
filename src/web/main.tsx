import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { registerKeeping } from './shell/keep-page.ts';
import { loadShippedFonts } from './shell/shipped-fonts.ts';
import './shell/theme.css';

registerKeeping();
await loadShippedFonts();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
