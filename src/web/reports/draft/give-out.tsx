/** 报送: the paper goes to somebody, and every figure in it remembers to whom, when and on what basis. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, textOfError } from '../../shell/api.ts';
import { Icon } from '../../shell/icon.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { Popover } from '../../shell/popover.tsx';
import { useReceipts } from '../../shell/receipts.tsx';
import { saveFromServer } from '../../shell/save-from-server.ts';

type Props = {
  readonly asked: Readonly<Record<string, string | number | undefined>>;
  readonly word: string;
};

export function GiveOut({ asked, word }: Props) {
  const { say } = useLanguage();
  return (
    <Popover
      align="end"
      label={say('Give it out', '报送')}
      button={
        <>
          {say('Give it out', '报送')} <Icon name="down" size={12} />
        </>
      }
    >
      {(close) => <Form asked={asked} word={word} close={close} />}
    </Popover>
  );
}

function Form({ asked, word, close }: Props & { readonly close: () => void }) {
  const { say } = useLanguage();
  const queries = useQueryClient();
  const show = useReceipts();
  const [receiver, setReceiver] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      const { noted } = await api.post<{ noted: number }>('/api/summary/give-out', {
        ...asked,
        receiver: receiver.trim(),
      });
      close();
      await saveFromServer(word);
      show({
        said: {
          en: `${noted} figures are noted as given to ${receiver.trim()}.`,
          zh: `已登记：${noted}个数字报送${receiver.trim()}。`,
        },
      });
      await queries.invalidateQueries({ queryKey: ['summary'] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="give-out"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="field">
        <label className="field-label" htmlFor="give-out-receiver">
          {say('To whom does it go?', '报送单位')}
        </label>
        <input
          id="give-out-receiver"
          className="input"
          list="give-out-usual"
          maxLength={100}
          value={receiver}
          onChange={(event) => setReceiver(event.target.value)}
        />
        <datalist id="give-out-usual">
          {['市人大常委会', '市政府办公室', '市委政法委', '自治区司法厅'].map((one) => (
            <option key={one} value={one} lang="zh">
              {one}
            </option>
          ))}
        </datalist>
        <p className="field-hint">
          {say(
            'Each figure remembers the receiver, the day and how it stood; the next time it differs, you are told.',
            '每个数字都会记住报送对象、日期和当时的数；以后不一致时会提醒。',
          )}
        </p>
      </div>
      <button
        type="submit"
        className="button primary"
        disabled={busy || receiver.trim().length < 2}
      >
        {say('Download Word and note it', '下载并登记')}
      </button>
    </form>
  );
}
