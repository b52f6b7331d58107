/** Icons of the shop and the console only. */
export const siteDrawings = {
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  place: 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  list: 'M4 6h16M4 12h16M4 18h16',
}

export const consoleDrawings = {
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5',
  chart: 'M4 20V4M4 20h16M8 16v-5M13 16V7M18 16v-8',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-3.6 2.9-5.7 6.5-5.7s6.5 2.1 6.5 5.7M16 4.3a3.5 3.5 0 0 1 0 6.5M17.5 14.6c2.5.7 4 2.6 4 5.4',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
}
