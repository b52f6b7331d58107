import { number } from '../../../../i18n/format'
import shell from '../../../texts/es'
import type en from './en'

const sides = { front: 'Anverso', back: 'Reverso', page: 'Página' }

const es: typeof en = {
  ...shell,
  verification: {
    title: 'Verificación',
    lead: 'Quien vende entradas aquí muestra una vez un documento de identidad.',
    privacy:
      'Solo la administración de esta plataforma puede abrir tus documentos, cada consulta queda registrada, y los archivos y el número se borran 365 días después de subirlos.',
    states: {
      none: { title: 'Aún sin verificar', text: 'Sube una foto o un escaneo de tu documento, rellena sus datos y envía ambas cosas.' },
      draft: {
        title: 'Aún sin enviar',
        text: 'Tus archivos están subidos. Rellena los datos y envíalos; los archivos sin enviar se borran a los 30 días.',
      },
      pending: {
        title: 'En revisión',
        text: 'Recibirás un correo con la decisión. Hasta entonces no tienes que hacer nada.',
      },
      moreInfo: { title: 'Falta algo', text: 'Sube lo que te piden y vuelve a enviar tus documentos en un plazo de 30 días.' },
      approved: { title: 'Verificado', text: 'Puedes publicar eventos con entradas de pago.' },
      rejected: { title: 'No aceptado', text: 'Puedes intentarlo de nuevo con otros documentos.' },
      revoked: {
        title: 'Verificación retirada',
        text: 'De momento no puedes publicar eventos de pago. Para verificarte otra vez, vuelve a enviar tus documentos.',
      },
    },
    note: 'Mensaje de la revisión:',
    create: 'Crear un evento',
    sent: 'Lo que enviaste',
    details: 'Datos del documento',
    documentType: 'Documento',
    types: {
      passport: 'Pasaporte',
      identityCard: 'Documento de identidad',
      drivingLicence: 'Permiso de conducir',
      aadhaar: 'Tarjeta Aadhaar',
      pan: 'Tarjeta PAN',
    },
    documentNumber: 'Número del documento',
    numberEnd: end => `termina en ${end}`,
    legalName: 'Nombre como en el documento',
    issuingCountry: 'País de expedición',
    expiresOn: 'Válido hasta el',
    submittedAt: 'Enviado el',
    decidedAt: 'Decidido el',
    papersGoneAt: 'Los archivos se borran el',
    papers: 'Fotos o escaneos',
    paper: (n, side) => (side ? `Archivo ${number(n)}: ${sides[side]}` : `Archivo ${number(n)}`),
    side: 'Qué muestra el próximo archivo',
    sides,
    sentBefore: 'Ya enviado',
    add: 'Añadir una foto o un escaneo',
    hint: 'JPEG, PNG o PDF, hasta 10 MB. Deben verse las cuatro esquinas.',
    uploading: 'Subiendo…',
    added: 'Archivo subido',
    removed: 'Archivo eliminado',
    delete: 'Eliminar',
    remove: paper => `Eliminar ${paper}`,
    ask: '¿Eliminar este archivo?',
    askText: 'Puedes subir otro.',
    wrongType: 'Elige un archivo JPEG, PNG o PDF.',
    tooLarge: n => `Este archivo ocupa más de ${n} MB. Elige uno más pequeño.`,
    missing: 'Sube primero una foto o un escaneo del documento.',
    wrongNumber: 'Escribe de 4 a 40 letras y cifras, como en el documento.',
    send: 'Enviar a revisión',
    sendHint: 'Después no se puede cambiar nada hasta que haya una decisión.',
    done: 'Tus documentos se han enviado.',
  },
  problems: {
    already_verified: 'Ya estás verificado.',
    kyc_under_review: 'Tus documentos se están revisando. Podrás cambiarlos después de la decisión.',
    too_many_documents: 'El máximo es de seis archivos. Elimina uno primero.',
    too_many_requests_made: 'Has enviado documentos cinco veces en un año. Ponte en contacto con los operadores de esta plataforma.',
    document_missing: 'Sube primero una foto o un escaneo del documento.',
    document_expired: 'Este documento ha caducado. Usa uno que siga siendo válido.',
    invalid_date: 'Escribe una fecha como 2030-05-31.',
    unknown_document: 'Uno de los archivos ya no existe. Vuelve a cargar la página y súbelo de nuevo.',
    wrong_content: 'Uno de los archivos no ha llegado o no es JPEG, PNG ni PDF. Elimínalo y súbelo de nuevo.',
  },
}

export default es
