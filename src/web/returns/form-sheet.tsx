/** The blank sheet of a form: brought in, changed for another one, taken home; and what stands where there is none. */
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, textOfError } from '../shell/api.ts';
import { useLanguage } from '../shell/language.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import type { Choices, FormAnswer } from './binding-types.ts';

export function FormSheet({
  form,
  may,
  reread,
}: {
  form: FormAnswer['form'];
  may: boolean;
  reread: () => void;
}) {
  const { say } = useLanguage();
  const show = useReceipts();
  const file = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.set('file', chosen);
      return api.post<{ sheet_name: string }>(`/api/return-forms/${form.id}/sheet`, body);
    },
    onSuccess: ({ sheet_name }) => {
      show({ said: { en: 'The blank sheet is brought in.', zh: `已上传${sheet_name}。` } });
      reread();
    },
    onError: (error) => show({ said: textOfError(error), bad: true }),
  });
  return (
    <div className="button-row no-print">
      {form.sheet_name && (
        <button
          type="button"
          className="button"
          onClick={() =>
            void saveFromServer(`/api/return-forms/${form.id}/sheet.xlsx`).catch((error: unknown) =>
              show({ said: textOfError(error), bad: true }),
            )
          }
        >
          {say('The blank sheet', '下载空白表')}
        </button>
      )}
      {may && (
        <>
          <input
            ref={file}
            type="file"
            accept=".xlsx"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={say('Blank sheet, .xlsx', '空白表（.xlsx）')}
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              if (chosen) sending.mutate(chosen);
              event.target.value = '';
            }}
          />
          <button
            type="button"
            className={form.sheet_name ? 'button' : 'button primary'}
            disabled={sending.isPending}
            onClick={() => file.current?.click()}
          >
            {form.sheet_name
              ? say('Another sheet', '更换空白表')
              : say('Bring in the blank sheet', '上传空白表')}
          </button>
        </>
      )}
    </div>
  );
}

export function NoSheet({ form, choices }: { form: FormAnswer['form']; choices: Choices }) {
  const { say } = useLanguage();
  const shipped = choices.shipped.find((one) => one.name === form.shipped);
  return (
    <div className="empty">
      <h2>
        {shipped
          ? say({
              en: `This form comes with the product: ${shipped.title.en}.`,
              zh: `使用随产品提供的表：${shipped.title.zh}。`,
            })
          : say('No sheet has been brought in.', '尚未上传空白表。')}
      </h2>
      <p>
        {shipped
          ? say('Its cells are bound already.', '各格取数已由产品设定。')
          : say(
              'Choose the superior’s Excel file (.xlsx) with “Bring in the blank sheet”.',
              '请用“上传空白表”选择上级下发的Excel文件（.xlsx）。',
            )}
      </p>
    </div>
  );
}
