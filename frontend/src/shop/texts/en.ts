const en = {
  title: 'Events',
}

export default en
