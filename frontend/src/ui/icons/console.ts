/** Icons of the console. */

export const personIcon = 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5'
export const chartIcon = 'M4 20V4M4 20h16M8 16v-5M13 16V7M18 16v-8'
export const peopleIcon =
  'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-3.6 2.9-5.7 6.5-5.7s6.5 2.1 6.5 5.7M16 4.3a3.5 3.5 0 0 1 0 6.5M17.5 14.6c2.5.7 4 2.6 4 5.4'
export const activityIcon = 'M3 12h4l3-7 4 14 3-7h4'
export const downIcon = 'M6 9l6 6 6-6'
export const editIcon = 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3'
export const shieldIcon = 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4'
export const officeIcon = 'M4 20h16M6 20V4h8v16M14 10h4v10M9 8h2M9 12h2'
