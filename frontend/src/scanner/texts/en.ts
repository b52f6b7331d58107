const en = {
  title: 'Scanner',
}

export default en
