/** Typing over a number is refused: where it comes from, and the two ways to change what stands there. */
import type { Text } from '#engine/text.ts';
import type { FigureData } from '../../shell/api-types.ts';
import { printNumber } from '../../shell/numbers.ts';

export function refusedWords(figure: FigureData | undefined): Text {
  const records = figure?.numerator ?? figure?.value ?? null;
  const from: Text =
    records === null || figure?.money || figure?.kind === 'average'
      ? { en: 'This comes from the records.', zh: '此数来自台账记录。' }
      : {
          en: `This comes from ${printNumber(records)} records.`,
          zh: `此数由${printNumber(records)}条记录得出。`,
        };
  return {
    en: `${from.en} Correct the record, or choose how it is printed.`,
    zh: `${from.zh}请更正记录，或选择写法。`,
  };
}
