/** Icons of the shop and the console, on their first pages. */

export const ticketIcon = 'M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10'
export const calendarIcon = 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4'
export const clockIcon = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2'
export const placeIcon = 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5'
export const listIcon = 'M4 6h16M4 12h16M4 18h16'
