// Every page of the checkout and of what somebody has bought: what is checked is in walk.mjs.
import { walk } from '../walk.mjs'

export default harness => walk(harness, 'account')
