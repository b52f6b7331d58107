import type en from './en'

const es: typeof en = {
  profile: { title: 'Cuenta', name: 'Nombre', email: 'Correo electrónico' },
  twoSteps: {
    title: 'Acceso en dos pasos',
    text: 'Después de la contraseña, también introducirá un código de una aplicación de autenticación. Así nadie puede entrar solo con su contraseña.',
    on: 'Activado',
    off: 'Desactivado',
    begin: 'Activar',
    begun: 'El acceso en dos pasos está activado.',
    end: 'Desactivar',
    ended: 'El acceso en dos pasos está desactivado.',
    ask: '¿Desactivar el acceso en dos pasos?',
    askText: 'Desde ahora bastará su contraseña para iniciar sesión.',
    qr: 'Código QR para una aplicación de autenticación',
    scan: 'Escanee el código QR con una aplicación de autenticación o introduzca allí esta clave:',
    copy: 'Copiar la clave',
    copied: 'Clave copiada',
    code: 'Código',
    codeHint: 'Las seis cifras que muestra ahora la aplicación.',
    sixDigits: 'Introduzca las seis cifras que muestra la aplicación.',
    confirm: 'Confirmar y activar',
  },
  everywhere: {
    title: 'Dónde ha iniciado sesión',
    unknown: 'Dispositivo desconocido',
    current: 'Este navegador',
    seen: (when: string) => `visto por última vez: ${when}`,
    text: 'Cerrar todas las sesiones termina la de este navegador y las de todos los demás dispositivos, por ejemplo si ha perdido uno.',
    action: 'Cerrar todas las sesiones',
    ask: '¿Cerrar sesión en todas partes?',
    askText: 'Tendrá que iniciar sesión de nuevo en cada dispositivo, también en este. Se perderá lo que haya escrito y no enviado.',
  },
  problems: {
    wrong_code: 'Este código no coincide. Introduzca el que muestra ahora la aplicación y compruebe la hora de su dispositivo.',
    sign_in_again: 'Inicie sesión de nuevo para cambiar esto.',
    act_in_progress: 'Ya se está cerrando su sesión. Espere un momento.',
  },
}

export default es
