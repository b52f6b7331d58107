import type en from './en'

const es: typeof en = {
  brand: 'Event Ticketing',
  skip: 'Ir al contenido',
  close: 'Cerrar',
  cancel: 'Cancelar',
  back: 'Atrás',
  save: 'Guardar',
  retry: 'Intentar de nuevo',
  loading: 'Cargando…',
  language: 'Idioma',
  appearance: 'Apariencia',
  appearances: { auto: 'Sistema', light: 'Clara', dark: 'Oscura' },
  required: 'obligatorio',
  optional: 'opcional',
  more: 'Mostrar más',
  signIn: 'Iniciar sesión',
  signOut: 'Cerrar sesión',
  signUp: 'Crear cuenta',
  notFound: {
    title: 'Página no encontrada',
    text: 'Puede que la dirección no sea correcta o que la página ya no exista.',
    home: 'Ir a la página de inicio',
  },
  signInNeeded: { title: 'Inicie sesión', text: 'Debe iniciar sesión para ver esta página.' },
  failed: 'Algo ha ido mal',
  summary: 'Revise los campos marcados',
  problems: {
    offline: 'No hay conexión con el servidor. Sus datos siguen aquí: inténtelo de nuevo en un momento.',
    unauthorized: 'Su sesión ha caducado. Inicie sesión de nuevo.',
    signed_out: 'Se ha cerrado su sesión. Inicie sesión de nuevo.',
    forbidden: 'No tiene permiso para hacer esto.',
    not_found: 'No se ha encontrado. Puede que se haya eliminado.',
    busy: 'La demanda es muy alta en este momento. Inténtelo de nuevo.',
    too_many_requests: 'Demasiadas solicitudes. Inténtelo de nuevo en un momento.',
    internal_error: 'Se ha producido un error por nuestra parte. Inténtelo de nuevo.',
    version_mismatch: 'Otra persona lo ha cambiado mientras tanto. Revise la nueva versión y repita el cambio.',
    required: 'Campo obligatorio',
    unknown: 'Se ha producido un error inesperado. Inténtelo de nuevo.',
  },
}

export default es
