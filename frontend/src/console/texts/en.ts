const en = {
  title: 'Console',
}

export default en
