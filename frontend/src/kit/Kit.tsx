import { type ReactNode, useState } from 'react'
import { Problem } from '../problem'
import {
  Badge,
  Button,
  Checkbox,
  ChoiceField,
  Combobox,
  Confirm,
  Copy,
  CountField,
  Dialog,
  Disclosure,
  Empty,
  Facts,
  Failure,
  FileField,
  LinkButton,
  Menu,
  Meter,
  MomentField,
  MoneyField,
  Notice,
  Page,
  Repeated,
  SelectField,
  Settings,
  Skeleton,
  SkipLink,
  Switch,
  Table,
  Tabs,
  TextArea,
  TextField,
  Tile,
  Tiles,
  type Tone,
  toast,
} from '../ui'
import { editIcon, peopleIcon } from '../ui/icons/console'
import { searchIcon } from '../ui/icons/house'
import { downloadIcon, plusIcon } from '../ui/icons/more'
import { cameraIcon, trashIcon, undoIcon } from '../ui/icons/work'
import './kit.css'

const tones: readonly Tone[] = ['neutral', 'good', 'warn', 'bad', 'accent']
const countries = [
  { value: 'DE', text: 'Germany' },
  { value: 'ES', text: 'Spain', note: 'With a second line' },
  { value: 'CI', text: 'Côte d’Ivoire' },
]
const nothing = async () => undefined

/** Every component in every state. A new component gets a section here: the tests of the kit look at this page and not at others. */
export function Kit() {
  return (
    <>
      <SkipLink />
      <Page title="Kit" lead="Every component in every state." actions={<Settings />} className="kit">
        <Section title="Buttons">
          <div className="actions">
            <Button kind="primary">Primary</Button>
            <Button icon={plusIcon}>Plain</Button>
            <Button kind="quiet" icon={editIcon}>
              Quiet
            </Button>
            <Button kind="danger" icon={trashIcon}>
              Danger
            </Button>
            <Button busy>Busy</Button>
            <Button disabled>Disabled</Button>
            <LinkButton href="/" icon={downloadIcon}>
              Link
            </LinkButton>
            <Copy text="https://tickets.example.com" label="Copy" done="Copied" />
            <Button onClick={() => toast('A toast')}>Toast</Button>
          </div>
        </Section>
        <Menus />
        <Fields />
        <Section title="Messages">
          <div className="actions">
            {tones.map(tone => (
              <Badge key={tone} tone={tone}>
                {tone}
              </Badge>
            ))}
          </div>
          {tones.map(tone => (
            <Notice key={tone} tone={tone} quiet title={`A ${tone} notice`} action={<Button>Act</Button>}>
              What happened, and what to do.
            </Notice>
          ))}
          <Failure problem={new Problem(503, { code: 'busy' }, 'request-1')} retry={() => undefined} />
          <Empty icon={searchIcon} title="Nothing is here" action={<Button>Add</Button>}>
            What would be here.
          </Empty>
          <Skeleton lines={3} />
        </Section>
        <Section title="Figures">
          <Tiles>
            <Tile title="Sold" wide>
              <dd>
                <strong>52</strong> of 100
              </dd>
              <dd>
                <Meter of={100} taken={52} held={12} />
              </dd>
            </Tile>
            <Tile title="Full">
              <dd>
                <strong>40</strong> of 40
              </dd>
              <dd>
                <Meter of={40} taken={40} />
              </dd>
            </Tile>
          </Tiles>
          <Facts
            facts={[
              ['Buyer', <bdi key="name">אדה (VIP)</bdi>],
              ['E-mail', 'ada@example.com'],
              ['Left out', null],
            ]}
          />
          <Table
            caption="Ticket types"
            columns={[
              { id: 'name', title: 'Name', cell: (row: { name: string; price: string }) => row.name },
              { id: 'price', title: 'Price', cell: row => row.price, end: true },
            ]}
            rows={[
              { name: 'Seat', price: '€25.00' },
              { name: 'Standing', price: '€12.50' },
            ]}
            keyOf={row => row.name}
          />
          <Disclosure title="As a table">
            <p>More, in place.</p>
          </Disclosure>
          <TabsShown />
        </Section>
        <Dialogs />
      </Page>
    </>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="stack kit-section" aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
)

function Menus() {
  const [chosen, setChosen] = useState('nothing')
  return (
    <Section title="Menu">
      <Menu
        label="Account of Ada Attendee"
        trigger={<span>Ada Attendee</span>}
        head={<strong>Ada Attendee</strong>}
        items={[
          { text: 'Edit', icon: editIcon, onSelect: () => setChosen('Edit') },
          { text: 'People', icon: peopleIcon, href: '/people' },
          { text: 'Undo', icon: undoIcon, disabled: true },
          { text: 'Delete', icon: trashIcon, danger: true, onSelect: () => setChosen('Delete') },
        ]}
      />
      <p role="status">Chosen: {chosen}</p>
    </Section>
  )
}

function Fields() {
  const [text, setText] = useState('Jazz at the harbour')
  const [country, setCountry] = useState('DE')
  const [size, setSize] = useState('all')
  const [on, setOn] = useState(true)
  const [guests, setGuests] = useState(['Ada'])
  const change = { value: text, onChange: setText }
  return (
    <Section title="Fields">
      <div className="fields">
        <TextField label="Text" hint="A hint." required {...change} />
        <TextField label="Wrong" error="This is too long. Please shorten it." required {...change} />
        <TextField label="Disabled" disabled {...change} />
        <CountField label="Count" value="7" onChange={() => undefined} />
        <MoneyField label="Amount" currency="eur" value="12.50" onChange={() => undefined} />
        <MomentField label="Moment" value="2026-12-31T19:00" onChange={() => undefined} />
        <SelectField label="Select" value="b" onChange={() => undefined}>
          <option value="a">One</option>
          <option value="b">Another</option>
        </SelectField>
        <Combobox label="Combobox" none="No results" required value={country} options={countries} onChange={setCountry} />
        <Combobox label="Combobox, wrong" none="No results" error="Required" value="" options={countries} onChange={() => undefined} />
        <Combobox label="Combobox, disabled" none="No results" disabled value="ES" options={countries} onChange={() => undefined} />
      </div>
      <TextArea label="Area" hint="Plain text." {...change} />
      <Checkbox label="Checkbox" hint="With a hint." checked={on} onChange={setOn} />
      <Switch label="Switch on" hint="With a hint." on={on} onChange={setOn} />
      <Switch label="Switch off" on={!on} onChange={() => setOn(!on)} />
      <ChoiceField
        label="Pills"
        value={size}
        choices={[
          { value: 'all', text: 'All' },
          { value: 'part', text: 'A part' },
        ]}
        onChange={setSize}
      />
      <ChoiceField
        label="Cards"
        look="cards"
        value={size}
        choices={[
          { value: 'all', text: 'All', note: 'Everything that is left.' },
          { value: 'part', text: 'A part', note: 'An amount that you choose.' },
        ]}
        onChange={setSize}
      />
      <FileField
        label="File"
        hint="JPEG or PNG."
        icon={cameraIcon}
        accept={['image/png']}
        progress={null}
        sending="Uploading…"
        onFile={() => undefined}
      />
      <FileField label="File on its way" accept={['image/png']} progress={0.4} sending="Uploading…" onFile={() => undefined} />
      <FileField
        label="File refused"
        error="Choose a JPEG or a PNG file."
        accept={['image/png']}
        progress={null}
        sending="Uploading…"
        onFile={() => undefined}
      />
      <Repeated
        items={guests}
        least={1}
        most={3}
        nameOf={(name, at) => name || `Guest ${at + 1}`}
        add="Add guest"
        remove={name => `Remove ${name}`}
        make={() => ''}
        onChange={setGuests}
      >
        {(name, at) => (
          <TextField
            label={`Guest ${at + 1}`}
            value={name}
            onChange={typed => setGuests(guests.map((other, i) => (i === at ? typed : other)))}
          />
        )}
      </Repeated>
    </Section>
  )
}

function TabsShown() {
  const [selected, setSelected] = useState('one')
  return (
    <Tabs
      label="Tabs"
      selected={selected}
      onSelect={setSelected}
      tabs={[
        { id: 'one', title: 'One', panel: () => <p>The first panel.</p> },
        { id: 'two', title: 'Two', panel: () => <p>The second panel.</p> },
      ]}
    />
  )
}

function Dialogs() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title="Dialogs">
      <div className="actions">
        <Button onClick={() => setOpen('dialog')}>Open a dialog</Button>
        <Button onClick={() => setOpen('confirm')}>Ask</Button>
      </div>
      {open === 'dialog' && (
        <Dialog title="A dialog" onClose={close} footer={<Button onClick={close}>Done</Button>}>
          <TextField label="Inside" value="" onChange={() => undefined} />
        </Dialog>
      )}
      {open === 'confirm' && (
        <Confirm title="Delete this draft?" action="Delete draft" onConfirm={nothing} onClose={close}>
          <p>This cannot be undone.</p>
        </Confirm>
      )}
    </Section>
  )
}
