const currencyRegions: Readonly<Record<string, string>> = {
  ARS: 'AR',
  AUD: 'AU',
  BOB: 'BO',
  BRL: 'BR',
  CAD: 'CA',
  CHF: 'CH LI',
  CLP: 'CL',
  CNY: 'CN',
  COP: 'CO',
  CRC: 'CR',
  CZK: 'CZ',
  DKK: 'DK',
  DOP: 'DO',
  GBP: 'GB GG IM JE',
  GTQ: 'GT',
  HKD: 'HK',
  HNL: 'HN',
  HUF: 'HU',
  IDR: 'ID',
  ILS: 'IL',
  INR: 'IN',
  ISK: 'IS',
  JPY: 'JP',
  KES: 'KE',
  KRW: 'KR',
  MAD: 'MA',
  MXN: 'MX',
  MYR: 'MY',
  NGN: 'NG',
  NIO: 'NI',
  NOK: 'NO',
  NZD: 'NZ',
  PEN: 'PE',
  PHP: 'PH',
  PLN: 'PL',
  PYG: 'PY',
  RON: 'RO',
  RSD: 'RS',
  SEK: 'SE',
  SGD: 'SG',
  THB: 'TH',
  TRY: 'TR',
  TWD: 'TW',
  UAH: 'UA',
  UYU: 'UY',
  VND: 'VN',
  ZAR: 'ZA',
  EUR: 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC ME SM VA XK',
  USD: 'US PR EC SV PA GU VI AS MP',
};

/** A value the person did not give, and what it was guessed from. */
export interface Guess {
  readonly value: string;
  readonly from: string;
}

/** The time zone this machine is set to. */
export function guessTimeZone(): Guess {
  return { value: new Intl.DateTimeFormat().resolvedOptions().timeZone, from: 'this machine’s clock' };
}

/** The currency of the country a time zone belongs to; else of this machine's language; else US dollars. */
export function guessCurrency(timeZone: string): Guess {
  const ofZone = Object.entries(currencyRegions).find(([, regions]) =>
    regions.split(' ').some((region) => timeZonesOf(region).includes(timeZone)),
  );
  if (ofZone !== undefined) return { value: ofZone[0], from: `the time zone ${timeZone}` };
  const region =
    new Intl.Locale(new Intl.DateTimeFormat().resolvedOptions().locale).maximize().region ?? 'US';
  const ofRegion = Object.entries(currencyRegions).find(([, regions]) => regions.split(' ').includes(region));
  return { value: ofRegion?.[0] ?? 'USD', from: 'this machine’s language' };
}

/**
 * Whether a time zone can hardly be that of a place: its clock differs from the sun by more than four hours, which
 * no country's does.
 */
export function isFarFrom(timeZone: string, longitude: number, at: Date): boolean {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):?(\d*)/.exec(offset) ?? [];
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
  const difference = Math.abs(ahead - longitude / 15) % 24;
  return Math.min(difference, 24 - difference) > 4;
}

/** ECMA-402's Intl Locale Info, which TypeScript's library does not describe yet. */
interface LocaleInfo {
  readonly getTimeZones?: () => readonly string[] | undefined;
}

function timeZonesOf(region: string): readonly string[] {
  const locale = new Intl.Locale(`und-${region}`) as LocaleInfo;
  return locale.getTimeZones?.() ?? [];
}
