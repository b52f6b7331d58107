import type en from './en'

const es: typeof en = {
  title: 'Control de acceso',
}

export default es
