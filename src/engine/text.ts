/** Two languages, always together. `zh` is what clerks read; `en` is what outsiders read. */
export type Language = 'en' | 'zh';
export type Text = { readonly en: string; readonly zh: string };

export function text(en: string, zh: string): Text {
  return { en, zh };
}
