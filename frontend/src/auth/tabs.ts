import { problemTextOf } from '../ui/texts'
import { toast } from '../ui/toast'
import { currentTokens, forgetPerson, keep, listen, PERSON, type Tokens, userOf, wasSignedOut } from './session'

/** Between the tabs of this browser: a new tab asks for the session, one that has it answers. Nothing is stored for it. */
type Said = 'session?' | { tokens: Tokens } | { renewed: Tokens } | { signedOut: string }
let channel: BroadcastChannel | null = null
let heard: (() => void) | null = null
/** The session as the other tabs know it. */
let known = currentTokens()

/** How long a new tab waits for an answer before it shows its first page, in milliseconds. */
const HEARING = 60

/** Takes over the session of another tab. Resolves when there is one, or after a moment. */
export function shareSession(): Promise<void> {
  open()
  // A page that needs no sign-in stays open when another tab signs out: a message says that the person was signed out. Gate devices are
  // left out, because the scanner has a message of its own for them.
  listen(() => wasSignedOut() && !known?.renew && toast(problemTextOf('signed_out') ?? '', 'bad'))
  listen(tell)
  if (known) return Promise.resolve()
  say('session?')
  return new Promise(resolve => {
    heard = resolve
    setTimeout(resolve, HEARING)
  })
}

/** Tells the others that the session was renewed, for the refresh token may be another one now, or that its user has signed out. */
function tell() {
  const [before, now] = [userOf(known), currentTokens()]
  // Other pages must not be signed in as a gate device, so its tokens are not shared with their tabs.
  if (now?.renew) known = now
  if (now === known) return
  if (now && userOf(now) === before) say({ renewed: now })
  // A session that has ended by itself, such as by a refused token, leaves the user's data in the tab.
  else if (!now && before && !sessionStorage.getItem(PERSON)) say({ signedOut: before })
  known = now
}

function open() {
  channel = new BroadcastChannel('session')
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    const mine = userOf(currentTokens())
    if (data === 'session?') {
      if (known && !known.renew) say({ tokens: known })
    } else if ('tokens' in data) {
      if (heard && !mine) take(data.tokens)
      heard?.()
      heard = null
    } else if ('renewed' in data) {
      if (mine && mine === userOf(data.renewed)) take(data.renewed)
    } else if (mine === data.signedOut) {
      forgetPerson()
      take(null)
    }
  }
}

function take(tokens: Tokens | null) {
  // What comes from another tab is not told again.
  known = tokens
  if (tokens) sessionStorage.setItem(PERSON, userOf(tokens) ?? '')
  keep(tokens)
}

const say = (what: Said) => channel?.postMessage(what)

// An open channel would keep the page out of the back/forward cache.
addEventListener('pagehide', () => {
  channel?.close()
  channel = null
})
addEventListener('pageshow', event => {
  if (event.persisted) open()
})
