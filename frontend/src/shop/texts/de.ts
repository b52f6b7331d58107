import type en from './en'

const de: typeof en = {
  title: 'Events',
}

export default de
