import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  caseNumberKinds,
  formatCaseNumber,
  formatDocumentNumber,
  readCaseNumber,
  readDocumentNumber,
  readTypedCaseNumber,
  readTypedDocumentNumber,
} from './document-number.ts';

const dispute = { year: 2009, body: '镇罗', kind: '人调', serial: 12 };
const aid = { year: 2022, body: '卫', kind: '援申', serial: 3 };
const paper = { year: 2009, issuer: '卫司发', serial: 12 };

describe('a case number', () => {
  it('is printed as its kind of case writes it', () => {
    expect(formatCaseNumber(dispute)).toBe('（2009）镇罗人调字第12号');
    expect(formatCaseNumber(aid)).toBe('卫援申字〔2022〕第3号');
    expect(formatCaseNumber({ ...dispute, body: '' })).toBe('（2009）人调字第12号');
  });

  it('is printed for known kinds and real numbers only', () => {
    expect(() => formatCaseNumber({ ...dispute, kind: '人跳' })).toThrow(RangeError);
    expect(() => formatCaseNumber({ ...dispute, serial: 0 })).toThrow(RangeError);
    expect(() => formatCaseNumber({ ...dispute, serial: 1.5 })).toThrow(RangeError);
    expect(() => formatCaseNumber({ ...dispute, year: 9 })).toThrow(RangeError);
  });

  it('is read back exactly', () => {
    expect(readCaseNumber('（2009）镇罗人调字第12号')).toEqual({ ok: true, number: dispute });
    expect(readCaseNumber('卫援申字〔2022〕第3号')).toEqual({ ok: true, number: aid });
  });

  it.each([
    '(2009)镇罗人调字第12号',
    '〔2009〕镇罗人调字第12号',
    '（2009）镇罗人调字第012号',
    '（2009）镇罗人调字12号',
    '镇罗人调字〔2009〕第12号',
    '（2009） 镇罗人调字第12号',
    '（２００９）镇罗人调字第12号',
  ])('%s is not how it is written, but known', (typed) => {
    const strict = readCaseNumber(typed);
    if (strict.ok) throw new Error(typed);
    expect(strict.problem.en).toContain('（2009）镇罗人调字第12号');
    expect(strict.problem.zh).toContain('（2009）镇罗人调字第12号');
    expect(readTypedCaseNumber(typed)).toEqual({ ok: true, number: dispute });
  });

  it.each([
    '2009镇罗人调字12号',
    '2009年镇罗人调字第12号',
    '[2009]镇罗人调字第12',
    '【2009】镇罗人调字第１２号',
    '镇罗人调字(2009)12号',
    '镇罗人调字2009年第12号',
  ])('%s is what clerks type', (typed) => {
    expect(readTypedCaseNumber(typed)).toEqual({ ok: true, number: dispute });
  });

  it.each([
    '',
    '镇罗人调字第12号',
    '（2009）镇罗人调字第号',
    '（2009）镇罗第12号',
    '（209）镇罗人调字第12号',
    '（2009）镇罗人调字第0号',
    '（2009）镇罗民初字第12号',
  ])('%s is refused', (typed) => {
    const reading = readTypedCaseNumber(typed);
    if (reading.ok) throw new Error(typed);
    expect(reading.problem.zh).toMatch(/。$/);
  });

  it('takes the longest kind that fits, and an office’s own kinds', () => {
    const own = [
      ...caseNumberKinds,
      { word: '专人调', layout: 'year_first', label: { en: 'trade', zh: '专业' } } as const,
    ];
    expect(readTypedCaseNumber('（2009）卫医专人调字第1号', own)).toMatchObject({
      number: { body: '卫医', kind: '专人调' },
    });
    expect(readTypedCaseNumber('（2009）卫医专人调字第1号')).toMatchObject({
      number: { body: '卫医专', kind: '人调' },
    });
  });
});

describe('a document number', () => {
  it('is printed with six-angle brackets and without zeros', () => {
    expect(formatDocumentNumber(paper)).toBe('卫司发〔2009〕12号');
    expect(() => formatDocumentNumber({ ...paper, serial: -1 })).toThrow(RangeError);
  });

  it('is read back exactly', () => {
    expect(readDocumentNumber('卫司发〔2009〕12号')).toEqual({ ok: true, number: paper });
  });

  it.each([
    '卫司发[2009]12号',
    '卫司发（2009）12号',
    '卫司发【2009】12号',
    '卫司发﹝2009﹞12号',
    '卫司发〔2009〕第12号',
    '卫司发〔2009〕012号',
    '卫司发〔2009〕12',
    '卫司发 〔2009〕 12 号',
    '卫司发〔２００９〕１２号',
    '卫司发2009年12号',
    '卫司发〔2009年〕12号',
    '卫司发［2009］12号',
  ])('%s is not how it is written, but known', (typed) => {
    const strict = readDocumentNumber(typed);
    if (strict.ok) throw new Error(typed);
    expect(strict.problem.zh).toContain('卫司发〔2009〕12号');
    expect(readTypedDocumentNumber(typed)).toEqual({ ok: true, number: paper });
  });

  it.each([
    '',
    '〔2009〕12号',
    '卫司发〔2009〕号',
    '卫司发〔2009〕0号',
    '卫司发12号',
    '卫司发〔209〕12号',
    '卫司发〔20091〕2号',
    '（2009）镇罗人调字第12号',
    '卫援申字〔2009〕第12号',
    '卫司发〔2009〕12号附件',
  ])('%s is refused', (typed) => {
    expect(readTypedDocumentNumber(typed).ok).toBe(false);
  });
});

describe('every number', () => {
  const year = fc.integer({ min: 1000, max: 9999 });
  const serial = fc.integer({ min: 1, max: 10 ** 6 });

  it('that is printed is read back as what it was', () => {
    fc.assert(
      fc.property(
        year,
        serial,
        fc.constantFrom('镇罗', '卫', '中宁县', ''),
        fc.constantFrom(...caseNumberKinds),
        (y, n, body, { word }) => {
          const number = { year: y, body, kind: word, serial: n };
          expect(readCaseNumber(formatCaseNumber(number))).toEqual({ ok: true, number });
        },
      ),
    );
    fc.assert(
      fc.property(year, serial, fc.constantFrom('卫司发', '沙政办'), (y, n, issuer) => {
        const number = { year: y, issuer, serial: n };
        expect(readDocumentNumber(formatDocumentNumber(number))).toEqual({ ok: true, number });
      }),
    );
  });
});
