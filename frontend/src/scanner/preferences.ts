/** Settings of this device for an event, independent of the user. */
export interface Preferences {
  gate: string
  camera: boolean
  deviceId: string
}

const key = (eventId: string) => `scanner:${eventId}`

/** Returns the settings; null until scanning for the event has started on this device. */
export function preferencesOf(eventId: string): Preferences | null {
  try {
    return JSON.parse(localStorage.getItem(key(eventId)) ?? 'null') as Preferences | null
  } catch {
    return null
  }
}

export const keepPreferences = (eventId: string, preferences: Preferences) =>
  localStorage.setItem(key(eventId), JSON.stringify(preferences))
