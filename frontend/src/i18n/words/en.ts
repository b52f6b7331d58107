/** Words that several parts of the site use: one name for a thing. */
const en = {
  categories: {
    concert: 'Concert',
    music: 'Music',
    theatre: 'Theatre',
    conference: 'Conference',
    meetup: 'Meetup',
    food: 'Food & drink',
    sport: 'Sport',
    festival: 'Festival',
    workshop: 'Workshop',
    exhibition: 'Exhibition',
    party: 'Party',
    film: 'Film',
  } as Record<string, string>,
  registrationStatus: { pending: 'Awaiting payment', confirmed: 'Confirmed', cancelled: 'Cancelled', expired: 'Expired' },
  refundStatus: { requested: 'Pending', succeeded: 'Refunded', failed: 'Failed' },
}

export default en
