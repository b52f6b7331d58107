// <event-ticketing event="evt_…"> on any page: an event's ticket types with prices, and a button that opens our checkout with the chosen
// tickets. One file, no imports; its constructed style sheet is exempt from the page's security policy. Follows the page's color scheme.
//
//     <script src="https://tickets.example.com/widget.js" async></script>
//     <event-ticketing event="evt_01k9m9s346q3d25vt4f5v37e3s" lang="de"></event-ticketing>

{
  interface Price {
    amount: number
    currency: string
  }

  interface Type {
    ticketTypeId: string
    name: string
    price: Price
    available: number
    availability: 'available' | 'held' | 'soldOut' | 'notOnSale'
    maxPerOrder: number
  }

  interface Event {
    title: string
    status: string
    startsAt: string
    timeZone: string
    priceDisplay: string
    taxRate: { percent: number; name: string } | null
    ticketTypes: Type[]
  }

  const FEW = 20
  const script = document.currentScript as HTMLScriptElement | null
  const words: Record<string, string[]> = {
    en: ['Free', 'Sold out', 'All held', 'Not on sale', '# left', 'Get tickets', 'See tickets', 'Quantity'],
    de: ['Kostenlos', 'Ausverkauft', 'Alle reserviert', 'Nicht im Verkauf', 'Noch #', 'Tickets holen', 'Tickets ansehen', 'Anzahl'],
    es: ['Gratis', 'Agotado', 'Todas reservadas', 'No está a la venta', 'Quedan #', 'Comprar entradas', 'Ver entradas', 'Cantidad'],
  }
  /** The wording of `src/shop/tax.ts`: included, excluded, both without a rate, no tax, and the names of taxes. */
  const taxes: Record<string, [string, string, string, string, string, Record<string, string>]> = {
    en: ['incl. #', 'plus #', 'incl. VAT', 'plus tax', 'no tax', { vat: 'VAT', gst: 'GST', salesTax: 'sales tax', tax: 'tax' }],
    de: [
      'inkl. #',
      'zzgl. #',
      'inkl. MwSt.',
      'zzgl. Steuern',
      'steuerfrei',
      { vat: 'MwSt.', gst: 'GST', salesTax: 'Sales Tax', tax: 'Steuern' },
    ],
    es: [
      'incl. # de',
      'más # de',
      'IVA incl.',
      'más impuestos',
      'libre de impuestos',
      { vat: 'IVA', gst: 'GST', salesTax: 'impuesto sobre las ventas', tax: 'impuestos' },
    ],
  }
  const taxOf = ({ priceDisplay, taxRate }: Event, language: string) => {
    const [incl, plus, someIncl, somePlus, none, names] = taxes[language] as (typeof taxes)['en']
    const within = priceDisplay === 'taxIncluded'
    if (!taxRate) return within ? someIncl : somePlus
    if (!taxRate.percent) return none
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 4 }).format(taxRate.percent / 100)
    return `${(within ? incl : plus).replace('#', percent)} ${names[taxRate.name]}`
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    ':host{display:block;font:1rem/1.5 system-ui,sans-serif;color:light-dark(#1e1824,#f4f0f8);background:light-dark(#fff,#1d1923);border:1px solid light-dark(#e3dccf,#3a3343);border-radius:14px;padding:1rem;max-inline-size:30rem}' +
      ':host([hidden]){display:none}h3,p{margin:0}ul{list-style:none;margin:.75rem 0;padding:0}li{display:flex;gap:1rem;align-items:center;justify-content:space-between;padding:.6rem 0;border-top:1px solid light-dark(#e3dccf,#3a3343)}' +
      'b{display:block}p,small{color:light-dark(#5d5567,#b9b1c4)}select{font:inherit;min-block-size:44px;padding:0 .5rem;border-radius:8px}' +
      'a{display:block;padding:.65rem 1rem;border-radius:99px;background:light-dark(#bf2f1d,#ff8d76);color:light-dark(#fff,#2b0a04);font-weight:650;text-align:center;text-decoration:none}',
  )

  customElements.define(
    'event-ticketing',
    class extends HTMLElement {
      static observedAttributes = ['event', 'lang']

      connectedCallback() {
        if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet]
        this.show()
      }

      attributeChangedCallback() {
        if (this.shadowRoot) this.show()
      }

      async show() {
        const root = this.shadowRoot as ShadowRoot
        const id = this.getAttribute('event') ?? ''
        // Defaults to the origin of the script.
        const site = this.getAttribute('site') ?? new URL(script?.src ?? location.href).origin
        const wanted = this.lang || document.documentElement.lang || navigator.language
        const language = wanted.slice(0, 2) in words ? wanted.slice(0, 2) : 'en'
        const [free, soldOut, held, notOnSale, left, buy, see, quantity] = words[language] as [string, ...string[]]
        const add = <K extends keyof HTMLElementTagNameMap>(to: Node, tag: K, text = '') => {
          const element = document.createElement(tag)
          element.textContent = text
          to.appendChild(element)
          return element
        }
        const box = document.createElement('div')
        box.lang = language
        const page = `${site}/e/${encodeURIComponent(id)}`
        let event: Event | undefined
        try {
          const response = await fetch(`${site}/api/events/${encodeURIComponent(id)}`)
          if (response.ok) event = await response.json()
        } catch {
          // Without data the button still links to the event.
        }
        // The attribute changed during the request.
        if (id !== this.getAttribute('event')) return
        const chosen = new Map<string, string>()
        const list: HTMLElement = event ? add(box, 'div') : box
        if (event) {
          add(list, 'h3', event.title)
          add(
            list,
            'p',
            new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: event.timeZone }).format(
              new Date(event.startsAt),
            ),
          )
        }
        const types = event ? add(list, 'ul') : null
        const link = add(box, 'a', see)
        link.href = page
        for (const { ticketTypeId, name, price, available, availability, maxPerOrder } of event?.ticketTypes ?? []) {
          const item = add(types as HTMLElement, 'li')
          const text = add(item, 'span')
          add(text, 'b', name)
          // Minor units as in `shared/Domain/Money.cs`: Intl may show a currency with a different number of digits.
          const currency = price.currency
          const digits = /clp|jpy|krw|pyg|rwf|vnd|xaf|xof/.test(currency) ? 0 : /bhd|jod|kwd|omr|tnd/.test(currency) ? 3 : 2
          const format = new Intl.NumberFormat(language, {
            style: 'currency',
            currency,
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          })
          add(text, 'span', price.amount ? format.format(price.amount / 10 ** digits) : free)
          const open = availability === 'available' && /^(published|active)$/.test(event?.status ?? '')
          if (!open) {
            add(item, 'small', availability === 'soldOut' ? soldOut : availability === 'held' ? held : notOnSale)
            continue
          }
          if (available <= FEW) add(text, 'small', ` · ${left?.replace('#', String(available))}`)
          link.textContent = buy as string
          const select = add(item, 'select')
          select.ariaLabel = `${quantity}: ${name}`
          for (let n = 0; n <= Math.min(available, maxPerOrder); n++) add(select, 'option', String(n))
          select.onchange = () => {
            chosen.set(ticketTypeId, select.value)
            if (select.value === '0') chosen.delete(ticketTypeId)
            link.href = chosen.size ? `${site}/checkout/${id}?${new URLSearchParams([...chosen])}` : page
          }
        }
        if (event?.ticketTypes.some(type => type.price.amount)) add(list, 'p', taxOf(event, language))
        root.replaceChildren(box)
      }
    },
  )
}
