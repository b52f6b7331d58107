// Confirms a payment intent with Stripe's own client: node confirm-payment.mjs PORT SECRET_KEY PAYMENT_INTENT PAYMENT_METHOD
import { createRequire } from 'node:module';

const require = createRequire(new URL('../tools/', import.meta.url));
const Stripe = require('stripe');
const [port, key, intent, method] = process.argv.slice(2);
const stripe = new Stripe(key, { host: '127.0.0.1', port: Number(port), protocol: 'http' });
const confirmed = await stripe.paymentIntents.confirm(intent, { payment_method: method });
console.log(confirmed.status);
