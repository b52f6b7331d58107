import type en from './en'

const es: typeof en = {
  title: 'Consola',
}

export default es
