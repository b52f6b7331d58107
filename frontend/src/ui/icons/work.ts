/** Icons of the console and the scanner. */
import type { Drawing } from '../icon'

export const gearIcon =
  'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2'
export const scanIcon = 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16'
export const undoIcon: Drawing = { turned: 'M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H9' }
export const trashIcon = 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13'
export const cameraIcon = 'M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7'
export const forwardIcon: Drawing = { turned: 'M9 5l7 7-7 7' }
export const hookIcon = 'M9 7a3 3 0 1 1 4 3l4 6M6 13a3 3 0 1 0 3 4h6M17 14a3 3 0 1 1-2 5'
