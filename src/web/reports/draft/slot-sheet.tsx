/** A number's ▾: how it is printed, over which days, whether it is compared, and of what it is a share. */
import { useEffect, useRef } from 'react';
import type { DraftSlot, Shown } from '#engine/draft.ts';
import { printSlot, waysToPrintSlot } from '#engine/draft-print.ts';
import type { Language } from '#engine/text.ts';
import { useLanguage } from '../../shell/language.tsx';
import type { DraftFigure, PickableFigure } from './draft-types.ts';

type Props = {
  readonly slot: DraftSlot;
  readonly figure: DraftFigure;
  readonly whole: DraftFigure | undefined;
  /** The language of the paragraph. */
  readonly language: Language;
  readonly box: DOMRect;
  readonly pickable: readonly PickableFigure[];
  readonly year: number;
  readonly onChange: (slot: DraftSlot) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
};

const periods: readonly (readonly [period: string, en: string, zh: string])[] = [
  ['', 'As the summary', '同总结'],
  ['01-01..03-31', 'January to March', '1至3月'],
  ['01-01..06-30', 'January to June', '1至6月'],
  ['01-01..09-30', 'January to September', '1至9月'],
  ['01-01..10-31', 'January to October', '1至10月'],
  ['01-01..11-30', 'January to November', '1至11月'],
];

export function SlotSheet(props: Props) {
  const { slot, figure, whole, language, box, pickable, onChange, onRemove, onClose } = props;
  const { say } = useLanguage();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    sheet.current?.querySelector<HTMLElement>('button, select')?.focus();
    const away = (event: PointerEvent) => {
      if (!sheet.current?.contains(event.target as Node)) onClose();
    };
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    const element = sheet.current;
    document.addEventListener('pointerdown', away);
    element?.addEventListener('keydown', keys);
    return () => {
      document.removeEventListener('pointerdown', away);
      element?.removeEventListener('keydown', keys);
      if (before?.isConnected) before.focus();
    };
  }, [onClose]);
  const ways = waysToPrintSlot(slot, figure, language, whole);
  const { style, step } = slot.print;
  const change = (part: Partial<DraftSlot>) => onChange({ ...slot, ...part });
  const without = ({ share_of: _share, ...rest }: DraftSlot): DraftSlot => rest;
  const shows: readonly (readonly [Shown, string, string])[] = [
    ['value', 'the number', '本数'],
    ...(figure.kind === 'rate'
      ? ([
          ['numerator', 'its numerator', '分子'],
          ['denominator', 'its denominator', '分母'],
        ] as const)
      : []),
    ...(figure.target
      ? ([
          ['target', 'the target', '目标'],
          ['gap', 'what is still to do', '还差'],
        ] as const)
      : []),
    ['last_year', 'last year’s number', '上年同期数'],
    ['change', 'the change from last year', '比上年增减'],
    ...(figure.kind === 'rate'
      ? []
      : ([['change_percent', 'the change in %', '同比增减百分比']] as const)),
    ['share', 'its share of…', '占比'],
  ];
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 320));
  const below = box.bottom + 8;
  return (
    <div
      ref={sheet}
      className="slot-sheet no-print"
      role="dialog"
      aria-label={say(`How ${figure.label.en} is printed`, `“${figure.label.zh}”的写法`)}
      style={{ left, top: Math.min(below, Math.max(8, window.innerHeight - 380)) }}
    >
      <h3>{say(figure.label)}</h3>
      {ways.length > 0 && (
        <fieldset>
          <legend>{say('Print as', '写作')}</legend>
          <div className="choices">
            {ways.map((way) => (
              <button
                key={`${way.style}${way.step}`}
                type="button"
                className="button"
                aria-pressed={way.style === style && way.step === step}
                lang={language === 'zh' ? 'zh-CN' : 'en'}
                onClick={() =>
                  change({ print: { ...slot.print, style: way.style, step: way.step } })
                }
              >
                {way.printed}
              </button>
            ))}
          </div>
          {language === 'zh' && style === 'over' && (
            <div className="choices" style={{ marginTop: 6 }}>
              {(['余', '多', '以上'] as const).map((word) => (
                <button
                  key={word}
                  type="button"
                  className="button"
                  lang="zh-CN"
                  aria-pressed={(slot.print.over_word ?? '余') === word}
                  onClick={() => change({ print: { ...slot.print, over_word: word } })}
                >
                  {word}
                </button>
              ))}
            </div>
          )}
        </fieldset>
      )}
      <label className="field">
        <span className="field-label">{say('What is shown', '显示')}</span>
        <select
          className="input"
          value={slot.show}
          onChange={(event) => {
            const show = event.target.value as Shown;
            const plain = without({ ...slot, show, print: { style: 'exact', step: null } });
            onChange(
              show === 'share'
                ? {
                    ...plain,
                    share_of:
                      pickable.find((one) => one.indicator !== slot.indicator)?.indicator ??
                      slot.indicator,
                  }
                : plain,
            );
          }}
        >
          {shows.map(([show, en, zh]) => (
            <option key={show} value={show}>
              {say(en, zh)}
            </option>
          ))}
        </select>
      </label>
      {slot.show === 'share' && (
        <label className="field">
          <span className="field-label">{say('of which whole', '总数')}</span>
          <select
            className="input"
            value={slot.share_of}
            onChange={(event) => change({ share_of: event.target.value })}
          >
            {pickable.map((one) => (
              <option key={one.indicator} value={one.indicator}>
                {say(one.label)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span className="field-label">{say('Days', '期间')}</span>
        <select
          className="input"
          value={slot.period ?? ''}
          onChange={(event) => {
            const { period: _period, ...rest } = slot;
            onChange(event.target.value ? { ...rest, period: event.target.value } : rest);
          }}
        >
          {[
            ...periods,
            ...(slot.period && !periods.some(([one]) => one === slot.period)
              ? [[slot.period, slot.period, slot.period] as const]
              : []),
          ].map(([period, en, zh]) => (
            <option key={period} value={period}>
              {say(en, zh)}
            </option>
          ))}
        </select>
      </label>
      <p className="grey small">
        {say(
          `Now: ${printSlot(slot, figure, language, whole).printed}. ${figure.rule.en}`,
          `现为：${printSlot(slot, figure, language, whole).printed}。口径：${figure.rule.zh}`,
        )}
      </p>
      <div className="button-row">
        <button type="button" className="button danger" onClick={onRemove}>
          {say('Take it out', '删去此数')}
        </button>
        <span className="spacer" />
        <button type="button" className="button" onClick={onClose}>
          {say('Close', '关闭')}
        </button>
      </div>
    </div>
  );
}
