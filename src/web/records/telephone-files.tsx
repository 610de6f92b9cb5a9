/** Photographs and a voice note on the telephone: taken here, made small, and sent behind what was written. */
import { useEffect, useRef, useState } from 'react';
import type { Text } from '#engine/text.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { newId } from '../shell/new-id.ts';
import type { KeptFile } from './outbox.ts';
import { smallPhoto } from './small-photo.ts';

const filesMax = 6;
const voiceSecondsMax = 120;

type Props = {
  readonly files: readonly KeptFile[];
  readonly change: (files: readonly KeptFile[]) => void;
};

export function TelephoneFiles({ files, change }: Props) {
  const { say } = useLanguage();
  const camera = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<Text | null>(null);
  const full = files.length >= filesMax;

  const take = async (chosen: readonly File[]) => {
    setWrong(null);
    const room = chosen.slice(0, filesMax - files.length);
    const small = await Promise.all(room.map(smallPhoto));
    if (small.includes(null))
      setWrong({
        en: 'This is no picture that this telephone can read. Take it again.',
        zh: '无法读取该图片，请重新拍照。',
      });
    const photos = small.filter((blob) => blob !== null);
    const name = say('Photo', '照片');
    change([
      ...files,
      ...photos.map((blob, i) => ({
        id: newId(),
        name: `${name}${files.length + i + 1}.jpg`,
        paper: 'evidence',
        blob,
      })),
    ]);
  };

  return (
    <fieldset className="plain-set telephone-files">
      <legend>
        {say('Photo, voice', '照片、录音')}
        <span className="optional">{say('if you like', '选填')}</span>
      </legend>
      <div className="choices">
        <button
          type="button"
          className="button"
          disabled={full}
          onClick={() => camera.current?.click()}
        >
          <Icon name="plus" /> {say('Photo', '拍照')}
        </button>
        <input
          ref={camera}
          type="file"
          hidden
          multiple
          accept="image/*"
          capture="environment"
          aria-label={say('Photo', '拍照')}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Voice
          disabled={full}
          add={(blob) => {
            const kind = blob.type.includes('mp4') ? 'm4a' : 'webm';
            const file = {
              id: newId(),
              name: `${say('Voice', '录音')}.${kind}`,
              paper: null,
              blob,
            };
            change([...files, file]);
          }}
          tell={setWrong}
        />
      </div>
      {wrong && (
        <p className="field-error" role="alert">
          {say(wrong)}
        </p>
      )}
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              <Shown file={file} />
              <span className="grey small digits">{`${Math.ceil(file.blob.size / 1024)} kB`}</span>
              <button
                type="button"
                className="link-button"
                onClick={() => change(files.filter((one) => one.id !== file.id))}
              >
                {say('Leave out', '去掉')}
                <span className="visually-hidden"> {file.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** What was taken, to be looked at or listened to before it goes out. */
function Shown({ file }: { file: KeptFile }) {
  const { say } = useLanguage();
  const [address] = useState(() => URL.createObjectURL(file.blob));
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  if (file.blob.type.startsWith('image/')) return <img src={address} alt={file.name} height={56} />;
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => void new Audio(address).play().catch(() => undefined)}
    >
      {say('Listen', '播放')} <span lang="zh">{file.name}</span>
    </button>
  );
}

/** Off localhost without HTTPS a browser gives no page the microphone: then the note is typed. */
function Voice({
  disabled,
  add,
  tell,
}: {
  disabled: boolean;
  add: (blob: Blob) => void;
  tell: (wrong: Text | null) => void;
}) {
  const { say } = useLanguage();
  const recorder = useRef<MediaRecorder | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const able =
    window.isSecureContext && 'mediaDevices' in navigator && typeof MediaRecorder === 'function';
  useEffect(() => () => recorder.current?.stop(), []);
  const recording = seconds !== null;
  useEffect(() => {
    if (!recording) return undefined;
    const timer = setInterval(() => setSeconds((now) => (now ?? 0) + 1), 1000);
    return () => clearInterval(timer);
  }, [recording]);
  useEffect(() => {
    if ((seconds ?? 0) >= voiceSecondsMax) recorder.current?.stop();
  }, [seconds]);

  const begin = async () => {
    tell(null);
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) {
      tell({
        en: 'The microphone was not allowed. Type a note instead, or allow it in the browser.',
        zh: '未获准使用麦克风，请在浏览器中允许，或改为文字填写。',
      });
      return;
    }
    const made = new MediaRecorder(stream);
    const parts: Blob[] = [];
    made.addEventListener('dataavailable', (event) => parts.push(event.data));
    made.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      recorder.current = null;
      setSeconds(null);
      const blob = new Blob(parts, { type: made.mimeType.split(';')[0] ?? 'audio/webm' });
      if (blob.size > 0) add(blob);
    });
    recorder.current = made;
    made.start();
    setSeconds(0);
  };

  if (!able)
    return (
      <span className="grey small">
        {say(
          'No voice here: this address has no HTTPS. Type a note.',
          '当前地址未启用HTTPS，不能录音，请用文字填写。',
        )}
      </span>
    );
  return recording ? (
    <button type="button" className="button danger" onClick={() => recorder.current?.stop()}>
      {say(`Stop (${seconds} s)`, `停止录音（${seconds}秒）`)}
    </button>
  ) : (
    <button type="button" className="button" disabled={disabled} onClick={() => void begin()}>
      {say('Speak', '录音')}
    </button>
  );
}
