import type en from './en'

const de: typeof en = {
  title: 'Einlass',
}

export default de
