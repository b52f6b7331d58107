import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/es'
import type en from './en'

const plural = pluralOf('es')

const es: typeof en = {
  ...shell,
  devices: {
    lead: 'Teléfonos que leen entradas en la puerta sin que nadie inicie sesión.',
    add: 'Añadir dispositivo',
    search: 'Buscar por nombre o evento',
    found: n => plural(n, { one: '# dispositivo', many: '# de dispositivos', other: '# dispositivos' }),
    none: 'Aún no hay dispositivos de acceso',
    noneText: 'Añade uno e introduce su código en el teléfono. Solo podrá leer entradas de los eventos que elijas.',
    name: 'Nombre',
    nameHint: 'Por ejemplo, la puerta donde se usa.',
    events: 'Eventos',
    more: n => plural(n, { one: 'y # más', many: 'y # de más', other: 'y # más' }),
    noEvents: 'No hay eventos publicados próximos.',
    choose: 'Elige al menos un evento.',
    tooMany: most => `Elige como máximo ${most} eventos.`,
    until: 'Funciona hasta',
    untilHint: zone => `Zona horaria: ${zone}`,
    past: 'Elige un momento que aún no haya pasado.',
    tooFar: days => `Un dispositivo funciona como máximo ${days} días.`,
    state: 'Estado',
    all: 'Todos los estados',
    states: { waiting: 'Espera su código', expired: 'Código caducado', paired: 'Vinculado', ended: 'Terminado' },
    seen: 'Visto por última vez',
    scans: 'Lecturas',
    list: when => `Lista de acceso: ${when}`,
    remove: 'Quitar',
    removeOf: name => `Quitar ${name}`,
    removeAsk: name => `¿Quitar ${name}?`,
    removeText: 'Dejará de leer entradas con su próxima petición. Las lecturas que aún no haya subido se quedan en el dispositivo.',
    removed: name => `${name} se ha quitado.`,
  },
  code: {
    title: name => `Vincular ${name}`,
    open: address => `Abre ${address} en el teléfono e introduce este código.`,
    copy: 'Copiar enlace con el código',
    copied: 'Enlace copiado',
    until: moment => `El código sirve una sola vez, hasta ${moment}. No se volverá a mostrar.`,
    gone: 'Este código ya se mostró. Quita el dispositivo y añádelo de nuevo para obtener otro.',
    waiting: 'Esperando al teléfono…',
    paired: name => `${name} está vinculado.`,
    done: 'Listo',
  },
  problems: {
    too_many_devices: 'La organización tiene el máximo de dispositivos de acceso. Quita uno primero.',
    unknown_event: 'Uno de estos eventos ya no existe. Vuelve a cargar la página.',
  },
}

export default es
