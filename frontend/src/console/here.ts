import { ownZone } from '../i18n/times'
import { codes } from '../i18n/words/countries'

type Zones = Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] }

/** The time zones of a country. Browsers that do not know them answer with none. */
function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Zones
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

/** The country of the time zone, preferably one that a language of the browser names; otherwise that of its language, or '' if it names none. */
export function countryHere(zone = ownZone(), tags: readonly string[] = navigator.languages): string {
  const named = tags.flatMap(tag => new Intl.Locale(tag).region ?? [])
  return [...named, ...codes].find(code => zonesOf(code).includes(zone)) ?? named[0] ?? ''
}

const currencies: Readonly<Record<string, string>> = {
  AU: 'aud',
  BR: 'brl',
  CA: 'cad',
  CH: 'chf',
  CZ: 'czk',
  DK: 'dkk',
  GB: 'gbp',
  HK: 'hkd',
  HU: 'huf',
  IL: 'ils',
  IN: 'inr',
  JP: 'jpy',
  KR: 'krw',
  KW: 'kwd',
  LI: 'chf',
  MX: 'mxn',
  MY: 'myr',
  NO: 'nok',
  NZ: 'nzd',
  PH: 'php',
  PL: 'pln',
  RO: 'ron',
  SE: 'sek',
  SG: 'sgd',
  TH: 'thb',
  TR: 'try',
  TW: 'twd',
  US: 'usd',
  ZA: 'zar',
}

/** The currency of a country, as a suggestion: the euro where the country has it or is not known. */
export const currencyOf = (country: string): string => currencies[country] ?? 'eur'
