/** What the forms are made of: titles, lines, ruled tables, places to sign, and tags by the key of their field. */
import {
  AlignmentType, BorderStyle, Document, Footer, HeightRule, PageBreak, PageNumber, PageOrientation, Paragraph, Tab,
  TabStopType, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType,
} from 'docx'; // prettier-ignore
import { font, twips } from '#server/reports/word-layout.ts';

const margins = { top: 26, right: 24, bottom: 22, left: 28 };
export const width = 210 - margins.left - margins.right;
export const wideWidth = 297 - margins.left - margins.right;

const title = 40;
const small = 24;
const fine = 21;

/** `smaller` holds the same parts in 小四: for what has to stand on one page with the signatures. */
export function formParts(language, tags) {
  return { ...partsIn(language, tags, 28), smaller: partsIn(language, tags, 24) };
}

function partsIn(language, tags, body) {
  const zh = language === 'zh';
  const say = (en, cn) => (zh ? cn : en);

  /** `accepted_on`, `committee.name`, or `parties.name` for what stands inside a loop. */
  const nameOf = (key) => tagOf(key)[language];
  function tagOf(key) {
    const own = tags.find((tag) => tag.en === key);
    if (own) return own;
    const at = key.indexOf('.');
    const inside = tags.find((tag) => tag.en === key.slice(0, at))?.tags;
    const tag = inside?.find((one) => one.en === key.slice(at + 1));
    // A list of records has lists of its own.
    const deep = inside?.flatMap(
      (one) => one.tags?.map((t) => ({ ...t, path: `${one.en}.${t.en}` })) ?? [],
    );
    const found = tag ?? deep?.find((one) => one.path === key.slice(at + 1));
    if (!found) throw new Error(`There is no tag ${key}`);
    return found;
  }
  const tag = (key) => `{${nameOf(key)}}`;
  const open = (key) => `{#${nameOf(key)}}`;
  const close = (key) => `{/${nameOf(key)}}`;
  const when = (key, text) => `${open(key)}${text}${close(key)}`;
  const unless = (key, text) => `{#${say('no ', '没有')}${nameOf(key)}}${text}{/}`;
  /** Codes are called by their label too, where they are read. */
  const codeOf = (key, code) =>
    tagOf(key).codes.list.codes.find((one) => one.code === code).label[language];
  const is = (key, code, text) => `{#${nameOf(key)}=${codeOf(key, code)}}${text}{/}`;

  const face = (size, more = {}) => ({ size, font: font('fang_song', language), ...more });
  const heavy = (size) => ({ size, font: font('hei', language), bold: !zh });

  function runs(text, options) {
    return text
      .split('\t')
      .flatMap((piece, i) => [
        ...(i > 0 ? [new TextRun({ children: [new Tab()], ...options })] : []),
        ...(piece === '' ? [] : [new TextRun({ text: piece, ...options })]),
      ]);
  }

  const line = (
    text,
    {
      size = body,
      align,
      indent,
      before = 0,
      after = 0,
      bold = false,
      tabs,
      keep,
      height = 2,
      breakBefore,
    } = {},
  ) =>
    new Paragraph({
      ...(align ? { alignment: align } : {}),
      ...(indent ? { indent } : {}),
      ...(keep ? { keepNext: true } : {}),
      ...(breakBefore ? { pageBreakBefore: true } : {}),
      ...(tabs ? { tabStops: tabs } : {}),
      spacing: { line: Math.round(size * 10 * height), lineRule: 'exact', before, after },
      children: runs(text, bold ? heavy(size) : face(size)),
    });

  const heading = (text, more = {}) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 0, after: 160, line: 560, lineRule: 'exact' },
      ...more,
      children: runs(text, {
        size: zh ? title : 32,
        font: font('title_song', language),
        bold: !zh,
      }),
    });

  /** The number stands right, above the form; in English with a note of what the copy is. */
  const numberLine = (key = 'number') =>
    line(tag(key), { size: small, align: AlignmentType.RIGHT, after: 60, height: 1.5 });
  const copyNote = () =>
    zh
      ? []
      : [
          line('English reading copy. The Chinese paper is the one that is signed and counts.', {
            size: fine,
            align: AlignmentType.CENTER,
            after: 80,
            height: 1.5,
          }),
        ];

  const paragraph = (text, more = {}) =>
    line(text, {
      indent: zh ? { firstLine: body * 20 } : {},
      align: zh ? AlignmentType.BOTH : AlignmentType.LEFT,
      height: zh ? (body === small ? 1.7 : 2) : 1.5,
      ...(zh ? {} : { size: small - 2, after: 60 }),
      ...more,
    });
  const section = (text) =>
    line(text, {
      bold: true,
      keep: true,
      before: 60,
      height: body === small ? 1.7 : 2,
      ...(zh ? {} : { size: small, height: 1.5 }),
    });
  const tagLine = (text) => line(text, { size: small, height: 1.2 });
  const pageBreak = () => new Paragraph({ children: [new PageBreak()] });
  const right = (text, more = {}) => line(text, { align: AlignmentType.RIGHT, ...more });

  const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000' };
  const borders = { top: rule, bottom: rule, left: rule, right: rule };

  /** A cell is a text, or { text, span, rows, label, align, top, last }: several lines as a list. */
  function cell(given, millimetres) {
    const one = typeof given === 'string' || Array.isArray(given) ? { text: given } : given;
    const {
      text,
      span = 1,
      rows = 1,
      label = false,
      align,
      top = false,
      indent = false,
      keep = false,
    } = one;
    const size = label || !zh ? fine : small;
    return new TableCell({
      width: { size: twips(millimetres), type: WidthType.DXA },
      columnSpan: span,
      rowSpan: rows,
      borders,
      verticalAlign: top ? VerticalAlign.TOP : VerticalAlign.CENTER,
      margins: { left: 70, right: 70, top: 30, bottom: 30 },
      children: [text].flat().map((words) => {
        const toRight = words.startsWith('>');
        return line(toRight ? words.slice(1) : words, {
          size,
          height: 1.5,
          bold: label,
          keep,
          align: toRight
            ? AlignmentType.RIGHT
            : (align ?? (label ? AlignmentType.CENTER : AlignmentType.LEFT)),
          ...(indent && !toRight && zh ? { indent: { firstLine: size * 20 } } : {}),
        });
      }),
    });
  }
  const label = (en, cn, more = {}) => ({ text: say(en, cn), label: true, ...more });

  /** Rows: [height in millimetres, ...cells]. A row may break over pages only where a long text stands in it. */
  function table(widths, rows, { head = 0 } = {}) {
    // Which columns the row above still fills, so that widths go with the right cells.
    const held = widths.map(() => 0);
    const made = rows.map(([height, ...cells], r) => {
      let column = 0;
      const drawn = cells.map((given) => {
        while (held[column] > 0) held[column++] -= 1;
        const { span = 1, rows: deep = 1 } =
          typeof given === 'object' && !Array.isArray(given) ? given : {};
        const millimetres = widths.slice(column, column + span).reduce((sum, w) => sum + w, 0);
        for (let i = column; i < column + span; i += 1) held[i] = deep - 1;
        column += span;
        return cell(given, millimetres);
      });
      while (column < widths.length && held[column] > 0) held[column++] -= 1;
      return new TableRow({
        height: { value: twips(height), rule: HeightRule.ATLEAST },
        cantSplit: height < 25,
        tableHeader: r < head,
        children: drawn,
      });
    });
    return new Table({
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      width: { size: twips(widths.reduce((sum, w) => sum + w, 0)), type: WidthType.DXA },
      columnWidths: widths.map(twips),
      rows: made,
    });
  }

  /** Four rows a party, repeated; an agent or guardian is called so. `widths` has seven columns. */
  const partyWidths = [18, 25, 37, 21, 18, 17, 22];
  function partyRows({ short = false } = {}) {
    const role = ['agent', 'guardian']
      .map((code) =>
        is(
          'parties.role',
          code,
          say(` (${code})`, code === 'agent' ? '（委托代理人）' : '（法定代理人）'),
        ),
      )
      .join('');
    const first = {
      text: `${open('parties')}${tag('parties.side')}${role}`,
      label: true,
      rows: short ? 2 : 4,
    };
    const rows = [
      [
        8,
        first,
        label('Name', '姓名（名称）'),
        tag('parties.name'),
        label('Sex', '性别'),
        tag('parties.sex'),
        label('Ethnic group', '民族'),
        tag('parties.ethnic_group'),
      ],
      [
        8,
        label('Born on', '出生日期'),
        tag('parties.born_on'),
        label('Work', '职业或单位'),
        { text: tag('parties.work'), span: 3 },
      ],
      [
        8,
        label('ID number', '身份证号'),
        { text: tag('parties.id_number'), span: 2 },
        label('Telephone', '联系电话'),
        { text: tag('parties.telephone'), span: 2 },
      ],
      [
        8,
        label('Address', '住址'),
        { text: `${tag('parties.address')}${close('parties')}`, span: 5 },
      ],
    ];
    if (!short) return rows;
    return [
      rows[0],
      [
        9,
        label('Telephone', '联系电话'),
        tag('parties.telephone'),
        label('Address', '住址'),
        { text: `${tag('parties.address')}${close('parties')}`, span: 3 },
      ],
    ];
  }

  const blankDay = say('Day:                    ', '　　年　　月　　日');
  /** A row for each party, with room for a signature, a seal or a fingerprint. */
  const signatures = (more = []) =>
    table(signWidths, [
      [
        13,
        { text: `${open('parties')}${tag('parties.side')} ${tag('parties.name')}`, keep: true },
        {
          text: say('Signature, seal or fingerprint:', '（签名、盖章或按指印）'),
          top: true,
          keep: true,
        },
        { text: `${blankDay}${close('parties')}`, align: AlignmentType.CENTER, keep: true },
      ],
      ...more,
    ]);
  const signWidths = [46, 68, 44];
  const signer = (who, note = '') => [
    13,
    { text: who, keep: true },
    { text: note || say('Signature:', '（签名）'), top: true, keep: true },
    { text: blankDay, align: AlignmentType.CENTER, keep: true },
  ];

  /** All who mediated, and who kept the record. */
  const mediators = () => [
    signer(`${say('Mediator ', '人民调解员 ')}${tag('mediator')}`),
    [
      13,
      {
        text: `${open('co_mediators')}${say('Mediator ', '人民调解员 ')}${tag('co_mediators.mediator')}`,
        keep: true,
      },
      { text: say('Signature:', '（签名）'), top: true, keep: true },
      { text: `${blankDay}${close('co_mediators')}`, align: AlignmentType.CENTER, keep: true },
    ],
    signer(say('Record kept by', '记录人')),
  ];
  /** Name of the body with room for its seal, and the day below it. */
  const seal = (day) => [
    right(`${tag('committee')}${say(' (seal)', '（印章）')}`, {
      before: body === small ? 300 : 560,
      keep: true,
      indent: { right: 300 },
    }),
    right(day, { indent: { right: 300 } }),
  ];
  const dayOrBlank = (key) => `${when(key, tag(key))}${unless(key, blankDay)}`;

  function document(children, labelOf) {
    const wide = children.wide === true;
    const [across, down] = [twips(210), twips(297)];
    const footer = new Footer({
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [
            new TextRun({
              children: zh
                ? ['第', PageNumber.CURRENT, '页　共', PageNumber.TOTAL_PAGES, '页']
                : ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
              size: 18,
              font: font('song', language),
            }),
          ],
        }),
      ],
    });
    return new Document({
      title: labelOf[language],
      creator: 'Taizhang',
      styles: {
        default: {
          document: {
            run: { ...face(body), language: { value: zh ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' } },
          },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: {
                width: across,
                height: down,
                orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
              },
              margin: {
                top: twips(margins.top),
                right: twips(margins.right),
                bottom: twips(margins.bottom),
                left: twips(margins.left),
                header: twips(12),
                footer: twips(11),
              },
            },
          },
          footers: { default: footer },
          children: children.flat(),
        },
      ],
    });
  }

  return {
    zh,
    say,
    tag,
    open,
    close,
    when,
    unless,
    is,
    line,
    heading,
    numberLine,
    copyNote,
    paragraph,
    section,
    tagLine,
    pageBreak,
    right,
    table,
    label,
    partyWidths,
    partyRows,
    signatures,
    signer,
    signWidths,
    mediators,
    seal,
    dayOrBlank,
    blankDay,
    document,
    tabRight: [{ type: TabStopType.RIGHT, position: twips(width) }],
  };
}
