/** What belongs to this device, not to a person or an event's data. */
export interface Preferences {
  gate: string
  camera: boolean
  deviceId: string
}

const key = (eventId: string) => `scanner:${eventId}`

/** Null until scanning at the event has begun on this device. */
export function preferencesOf(eventId: string): Preferences | null {
  try {
    return JSON.parse(localStorage.getItem(key(eventId)) ?? 'null') as Preferences | null
  } catch {
    return null
  }
}

export const keepPreferences = (eventId: string, preferences: Preferences) =>
  localStorage.setItem(key(eventId), JSON.stringify(preferences))
