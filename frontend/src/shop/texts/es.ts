import type en from './en'

const es: typeof en = {
  title: 'Events',
}

export default es
