import type en from './en'

const de: typeof en = {
  categories: {
    concert: 'Konzert',
    music: 'Musik',
    theatre: 'Theater',
    conference: 'Konferenz',
    meetup: 'Treffen',
    food: 'Essen & Trinken',
    sport: 'Sport',
    festival: 'Festival',
    workshop: 'Workshop',
    exhibition: 'Ausstellung',
    party: 'Party',
    film: 'Film',
  },
  registrationStatus: { pending: 'Wartet auf Zahlung', confirmed: 'Bestätigt', cancelled: 'Storniert', expired: 'Abgelaufen' },
  refundStatus: { requested: 'In Bearbeitung', succeeded: 'Erstattet', failed: 'Fehlgeschlagen' },
}

export default de
