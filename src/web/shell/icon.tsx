/** Line icons, drawn here so that no font and no package is loaded for a dozen of them. */
const paths = {
  search: 'M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5',
  plus: 'M8 2.5v11M2.5 8h11',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  down: 'm3.5 6 4.5 4.5L12.5 6',
  right: 'm6 3.5 4.5 4.5L6 12.5',
  left: 'm10 3.5-4.5 4.5 4.5 4.5',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  eyeOff:
    'M2 2l12 12M6.5 4a6 6 0 0 1 1.5-.2c4 0 6.5 4.2 6.5 4.2a12 12 0 0 1-2 2.4M4.2 4.9A12 12 0 0 0 1.5 8s2.5 4.2 6.5 4.2a6 6 0 0 0 2.6-.6',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5v3M10.5 2.5v3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  download: 'M8 2.5v8m-3.5-3L8 11l3.5-3.5M2.5 13.5h11',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  clock: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12Zm0-9.5V8l2.5 1.5',
  phone: 'M5 1.5h6v13H5zM7.5 12.5h1',
  lock: 'M4 7.5h8v6H4zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  upload: 'M8 11V3m-3.5 3L8 2.5 11.5 6M2.5 13.5h11',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8Zm-5.5 6c.6-3 2.6-4.4 5.5-4.4s4.9 1.4 5.5 4.4',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  chart: 'M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6',
  page: 'M4 1.5h5.5l3 3v10H4zM9.5 1.5v3h3',
  home: 'M2.5 7.5 8 2.5l5.5 5M4 6.5v7h8v-7',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.2 : 1.3}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
