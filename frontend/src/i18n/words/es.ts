import type en from './en'

const es: typeof en = {
  categories: {
    concert: 'Concierto',
    music: 'Música',
    theatre: 'Teatro',
    conference: 'Conferencia',
    meetup: 'Encuentro',
    food: 'Comida y bebida',
    sport: 'Deporte',
    festival: 'Festival',
    workshop: 'Taller',
    exhibition: 'Exposición',
    party: 'Fiesta',
    film: 'Cine',
  },
  registrationStatus: { pending: 'Pago pendiente', confirmed: 'Confirmada', cancelled: 'Cancelada', expired: 'Caducada' },
  refundStatus: { requested: 'En curso', succeeded: 'Reembolsado', failed: 'Fallido' },
}

export default es
