/** Domains of common mail providers: those that are mistyped, and those that look like a typing error of another one. */
const domains =
  'gmail.com googlemail.com ymail.com mail.com email.com yahoo.com yahoo.de yahoo.es yahoo.fr hotmail.com hotmail.de hotmail.es hotmail.fr outlook.com outlook.de outlook.es live.com live.de icloud.com aol.com aol.de proton.me protonmail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de'.split(
    ' ',
  )

/** The address that was probably meant: with a common domain, when this one differs from it by one typing error. Otherwise null. */
export function meantAddress(address: string): string | null {
  const [, user, domain = ''] = /^(.+)@([^@]+)$/.exec(address.trim().toLowerCase()) ?? []
  if (!user || domains.includes(domain)) return null
  const meant = domains.find(known => isOneSlip(domain, known))
  return meant ? `${address.trim().slice(0, user.length)}@${meant}` : null
}

/** Whether one letter is missing, too many or wrong, or two neighbours are swapped. */
function isOneSlip(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const [a, b] = [one.slice(start), other.slice(start)]
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
}
