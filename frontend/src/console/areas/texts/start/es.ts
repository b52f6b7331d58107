import shell from '../../../texts/es'
import type en from './en'

const es: typeof en = {
  ...shell,
  start: {
    title: 'Crear un evento',
    lead: 'Primero indica quién lo organiza. Después viene el evento.',
    organizer: 'Organizador',
    name: 'Nombre',
    nameHint: 'Tu propio nombre, o el de tu grupo, sala o empresa. Podrás cambiarlo más tarde.',
    timeZone: 'Zona horaria',
    currency: 'Moneda',
    language: 'Idioma',
    languageHint: 'Para los correos a tu equipo.',
    next: 'Continuar con el evento',
    free: 'Los eventos gratuitos se pueden publicar al momento. Antes de vender entradas, comprobamos tu identidad.',
  },
  problems: {
    too_many_organizations: 'Ya tienes el número máximo de organizaciones.',
  },
}

export default es
