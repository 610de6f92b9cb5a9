/**
 * Machines without a Chinese font show boxes. Only they load the shipped ones: the list of their
 * slices alone is as heavy as a page. Two different characters that draw the same are two boxes.
 */
export async function loadShippedFonts(): Promise<void> {
  if (drawn('台') !== drawn('账')) return;
  let arrived = 0;
  document.fonts.addEventListener('loadingdone', () => {
    // Chromium remembers how it shaped a word while its slice was missing, and would show that box
    // for ever. A feature that no font has, each time with another value, makes it shape afresh.
    arrived += 1;
    document.documentElement.style.setProperty('--shaping', `"tz00" ${arrived}`);
  });
  // Without them the page is still the page.
  await import('./fonts.ts').catch(() => undefined);
  document.documentElement.classList.add('with-shipped-fonts');
}

function drawn(character: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = 24;
  canvas.height = 24;
  const context = canvas.getContext('2d');
  if (!context) return character;
  const family = getComputedStyle(document.documentElement).getPropertyValue('--sans');
  context.font = `20px ${family}`;
  context.fillText(character, 1, 20);
  return canvas.toDataURL();
}
