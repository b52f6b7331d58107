import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/es'
import type en from './en'

const plural = pluralOf('es')
const sold = (n: number) => plural(n, { one: '# entrada vendida', many: '# de entradas vendidas', other: '# entradas vendidas' })

const es: typeof en = {
  ...shell,
  lead: 'En qué ha trabajado tu equipo y cuánto vale.',
  choose: 'Informe',
  reports: { time: 'Horas', project: 'Proyectos', client: 'Clientes', user: 'Personas' },
  groupBy: 'Agrupar',
  by: { day: 'Por día', week: 'Por semana', project: 'Por proyecto', person: 'Por persona', team: 'Por equipo' },
  columns: { day: 'Día', week: 'Semana', project: 'Proyecto', client: 'Cliente', person: 'Persona', team: 'Equipo' },
  every: { project: 'Todos los proyectos', client: 'Todos los clientes', person: 'Todas las personas' },
  per: { day: 'Horas por día', week: 'Horas por semana' },
  total: 'Total',
  minutes: { all: 'Horas', billable: 'Facturables', approved: 'Aprobadas', waiting: 'Enviadas' },
  amount: 'Importe',
  budget: 'Presupuesto',
  cost: 'Coste',
  margin: 'Margen',
  invoiced: 'Facturado',
  notInvoiced: 'Sin facturar',
  capacity: 'Horas acordadas',
  utilization: 'Ocupación',
  event: (title, n, revenue, profit) =>
    [`${title}: ${sold(n)}`, revenue && `ingresos ${revenue}`, profit && `beneficio ${profit}`].filter(Boolean).join(', '),
  ofProjects: 'Los presupuestos se comparan con las horas de estos días. Los eventos se muestran con todo lo que han vendido hasta ahora.',
  ofPeople: 'La ocupación es la parte facturable de las horas acordadas.',
  ofTeams: 'Quien está en varios equipos cuenta en cada uno, así que los equipos pueden sumar más que el total.',
  unnamed: 'Nombre no indicado',
  noClient: 'Sin cliente',
  noTeam: 'Sin equipo',
  none: 'No se anotaron horas en estos días',
  noneText: 'Elige otros días. Las horas aparecen aquí en cuanto se anotan.',
  incomplete: 'Hay más registros de los que se pueden sumar a la vez. Elige menos días para verlos todos.',
  export: {
    action: format => `Exportar ${format}`,
    done: n => plural(n, { one: 'El archivo tiene # línea.', many: 'El archivo tiene # líneas.', other: 'El archivo tiene # líneas.' }),
    part: n =>
      plural(n, {
        one: 'El archivo tiene # línea; faltan registros.',
        many: 'El archivo tiene # líneas; faltan registros.',
        other: 'El archivo tiene # líneas; faltan registros.',
      }),
  },
  exportEntries: {
    action: format => `Todos los registros en ${format}`,
    done: n =>
      plural(n, { one: 'El archivo tiene # registro.', many: 'El archivo tiene # de registros.', other: 'El archivo tiene # registros.' }),
    part: n =>
      plural(n, {
        one: 'El archivo tiene # registro, pero no todos.',
        many: 'El archivo tiene # de registros, pero no todos.',
        other: 'El archivo tiene # registros, pero no todos.',
      }),
  },
  problems: {},
}

export default es
