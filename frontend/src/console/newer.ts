/**
 * Operations that `api/openapi.json` of this branch does not have yet, in the shape of openapi-typescript. With the document that has them this
 * file does not compile (each operation is then declared twice): delete it, nothing refers to it.
 */
interface EventImageView {
  imageId: string
  url: string
}

interface Figures {
  ticketTypeId: string
  name: string
  quantity: number
  sold: number
  held: number
  free: number
}

interface Money {
  amount: number
  currency: string
}

interface EventAnalyticsView {
  eventId: string
  timeZone: string
  asOf: string
  complete: boolean
  registrations: { pending: number; confirmed: number; cancelled: number; expired: number }
  ticketTypes: Figures[]
  capacity: Figures
  money: { gross: Money; refunded: Money; net: Money; tax: Money }[]
  checkIns: { tickets: number; used: number; percent: number }
  salesPerDay: { date: string; registrations: number; tickets: number; gross: Money[] }[]
  checkInsPerHour: { startsAt: string; checkIns: number }[]
}

interface Answer<T> {
  headers: { [name: string]: unknown }
  content: { 'application/json': T }
}

interface Refused {
  headers: { [name: string]: unknown }
  content: { 'application/problem+json': { code: string; title: string; status: number } }
}

declare module '../api/schema' {
  interface paths {
    '/events/{eventId}/analytics': {
      get: {
        parameters: { query?: never; header?: never; path: { eventId: string }; cookie?: never }
        requestBody?: never
        responses: { 200: Answer<EventAnalyticsView>; default: Refused }
      }
    }
    '/events/{eventId}/report': {
      post: {
        parameters: { query?: never; header?: never; path: { eventId: string }; cookie?: never }
        requestBody?: never
        responses: { 200: Answer<{ url: string; expiresAt: string; lines: number; complete: boolean }>; default: Refused }
      }
    }
    '/events/{eventId}/images': {
      post: {
        parameters: {
          query?: never
          header?: { 'Idempotency-Key'?: string; 'If-Match'?: string }
          path: { eventId: string }
          cookie?: never
        }
        requestBody: { content: { 'application/json': { contentType: 'image/jpeg' | 'image/png' } } }
        responses: {
          201: Answer<EventImageView & { uploadUrl: string; fields: { [name: string]: string }; maxBytes: number; expiresAt: string }>
          default: Refused
        }
      }
    }
    '/events/{eventId}/images/{imageId}': {
      delete: {
        parameters: { query?: never; header?: { 'If-Match'?: string }; path: { eventId: string; imageId: string }; cookie?: never }
        requestBody?: never
        responses: { 204: { headers: { [name: string]: unknown }; content?: never }; default: Refused }
      }
    }
  }
}

export type {}
