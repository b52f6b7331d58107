import { pluralOf } from '../../../i18n/plural'
import shell from '../es'
import type en from './en'

const plural = pluralOf('es')

const es: typeof en = {
  ...shell,
  events: {
    ...shell.events,
    lead: 'Elija el evento cuyo acceso va a controlar. Una vez abierto, también funciona sin conexión.',
    here: 'En este dispositivo',
    yours: 'Sus eventos',
    none: 'No hay eventos',
    noneText: 'Abra el enlace del organizador o escriba el ID del evento.',
    id: 'Enlace o ID del evento',
    idHint: 'Por ejemplo evt_01k9m9s346q3d25vt4f5v37e3s',
    idWrong: 'No es un enlace ni un ID de evento.',
    open: 'Abrir',
    forget: 'Quitar de este dispositivo',
    forgetText: title => `Quita la lista de acceso de «${title}» con todos los nombres. Con conexión se puede volver a descargar.`,
    notUploaded: 'Hay lecturas que aún no se han subido. Conecte primero este dispositivo.',
    signIn: 'Inicie sesión para ver sus eventos.',
  },
  pair: {
    ...shell.pair,
    title: 'Vincular este dispositivo',
    text: 'Nadie tiene que iniciar sesión. Los gestores obtienen el código en la consola, en «Dispositivos de acceso».',
    code: 'Código de vinculación',
    codeHint: 'Ocho letras y cifras, por ejemplo K7QM-4XPR',
    wrong: 'Un código de vinculación tiene ocho letras y cifras.',
    signsOut: name => `Al vincularlo se cierra la sesión de ${name} en este dispositivo.`,
    action: 'Vincular',
    done: name => `Vinculado como «${name}».`,
    events: 'Eventos de este dispositivo',
    until: moment => `Vinculado hasta ${moment}`,
  },
  unpair: {
    title: '¿Desvincular este dispositivo?',
    action: 'Desvincular este dispositivo',
    text: 'Dejará de leer entradas y se borrarán sus listas con todos los nombres. Para vincularlo de nuevo hace falta otro código.',
    waiting: n =>
      plural(n, {
        one: '# lectura aún no se ha subido. Conecte primero el dispositivo. Si no, se queda en él hasta que se vincule de nuevo.',
        many: '# de lecturas aún no se han subido. Conecte primero el dispositivo. Si no, se quedan en él hasta que se vincule de nuevo.',
        other: '# lecturas aún no se han subido. Conecte primero el dispositivo. Si no, se quedan en él hasta que se vincule de nuevo.',
      }),
  },
  problems: {
    pairing_code_not_found: 'Este código es incorrecto, ya se usó o ha caducado. Obtenga otro en la consola.',
  },
}

export default es
