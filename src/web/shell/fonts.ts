/** Shipped Chinese fonts, in slices by range: a browser fetches a slice only when no system font has the character. */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import '@fontsource/noto-serif-sc/400.css';
import '@fontsource/noto-serif-sc/700.css';

export const families = ['Noto Sans SC', 'Noto Serif SC'] as const;
