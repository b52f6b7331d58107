/** Icons that every part of the site needs. */
import type { Drawing } from '../icon'

export const searchIcon = 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5'
export const checkIcon = 'M4 12.5l5 5L20 6.5'
export const crossIcon = 'M5 5l14 14M19 5L5 19'
export const warningIcon = 'M12 4l9 16H3zM12 10v4M12 17v.5'
export const alertIcon = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v6M12 16v.5'
export const backIcon: Drawing = { turned: 'M15 5l-7 7 7 7' }
export const lockIcon = 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3'
