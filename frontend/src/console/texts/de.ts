import type en from './en'

const de: typeof en = {
  title: 'Konsole',
}

export default de
