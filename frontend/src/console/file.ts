import { number } from '../i18n/format'

/** The types of pictures that can be uploaded. */
export const PICTURES = ['image/jpeg', 'image/png']

/** What is wrong with a chosen file; undefined when nothing is. */
export const wrongWith = (
  file: File,
  types: readonly string[],
  megabytes: number,
  texts: { wrongType: string; tooLarge: (megabytes: string) => string },
): string | undefined =>
  types.includes(file.type) ? (file.size > megabytes * 1024 * 1024 ? texts.tooLarge(number(megabytes)) : undefined) : texts.wrongType
