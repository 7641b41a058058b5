// Verifies the proofs of a page's records in the browser, without the network. SHA-256 is computed here, since
// browsers lend theirs only to pages from a secure server.
'use strict';

(function () {
  // MARK: SHA-256 (FIPS 180-4)

  var primes = [];
  for (var candidate = 2; primes.length < 64; candidate++) {
    if (primes.every(function (prime) { return candidate % prime; })) primes.push(candidate);
  }
  function fraction(number) { return (number - Math.floor(number)) * 0x100000000 | 0; }
  var constants = primes.map(function (prime) { return fraction(Math.cbrt(prime)); });
  var initial = primes.slice(0, 8).map(function (prime) { return fraction(Math.sqrt(prime)); });

  function rotate(word, bits) { return word >>> bits | word << 32 - bits; }

  function sha256(bytes) {
    var length = bytes.length, padded = new Uint8Array((length + 72 >> 6) << 6);
    padded.set(bytes);
    padded[length] = 0x80;
    var view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(padded.length - 4, length << 3);
    var state = initial.slice(), words = new Int32Array(64);
    for (var block = 0; block < padded.length; block += 64) {
      for (var i = 0; i < 64; i++) {
        if (i < 16) {
          words[i] = view.getInt32(block + i * 4);
          continue;
        }
        var x = words[i - 15], y = words[i - 2];
        words[i] = words[i - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ x >>> 3) + words[i - 7]
          + (rotate(y, 17) ^ rotate(y, 19) ^ y >>> 10) | 0;
      }
      var s = state.slice();
      for (var round = 0; round < 64; round++) {
        var one = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25))
          + (s[4] & s[5] ^ ~s[4] & s[6]) + constants[round] + words[round] | 0;
        var two = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22))
          + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]) | 0;
        s = [one + two | 0, s[0], s[1], s[2], s[3] + one | 0, s[4], s[5], s[6]];
      }
      for (var part = 0; part < 8; part++) state[part] = state[part] + s[part] | 0;
    }
    var digest = new Uint8Array(32), out = new DataView(digest.buffer);
    state.forEach(function (word, index) { out.setInt32(index * 4, word); });
    return digest;
  }

  // MARK: Bytes

  function bytesOf(text) { return new TextEncoder().encode(text); }

  function joined() {
    var parts = Array.from(arguments), length = 0, at = 0;
    parts.forEach(function (part) { length += part.length; });
    var bytes = new Uint8Array(length);
    parts.forEach(function (part) {
      bytes.set(part, at);
      at += part.length;
    });
    return bytes;
  }

  function fromHex(text) {
    return Uint8Array.from(text.match(/../g) || [], function (pair) { return parseInt(pair, 16); });
  }

  function toHex(bytes) {
    return Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('');
  }

  function fromBase64(text) {
    return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
  }

  // MARK: Proofs (RFC 9162, section 2.1.3.2)

  function root(leaf, index, size, path) {
    var node = leaf, last = size - 1;
    for (var i = 0; i < path.length; i++) {
      if (last === 0) return null;
      var beside = fromHex(path[i]);
      if (index % 2 || index === last) {
        node = sha256(joined([1], beside, node));
        while (index % 2 === 0 && index) {
          index = Math.floor(index / 2);
          last = Math.floor(last / 2);
        }
      } else {
        node = sha256(joined([1], node, beside));
      }
      index = Math.floor(index / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? node : null;
  }

  // What is wrong with the proof of one event; nothing where it holds.
  function fault(proof, checkpoint) {
    var header;
    try { header = JSON.parse('{' + proof.header + '}'); } catch (error) { return 'faultHeader'; }
    if (header.pos !== proof.position) return 'faultHeader';
    if (proof.data !== undefined
      && toHex(sha256(bytesOf(proof.salt + proof.data))) !== header.digest) {
      return 'faultPayload';
    }
    var leaf = sha256(joined([0], bytesOf(proof.header)));
    var found = root(leaf, proof.position, checkpoint.size, proof.path);
    return found && toHex(found) === toHex(fromBase64(checkpoint.root)) ? null : 'faultRoot';
  }

  // MARK: Words

  function texts(value, into) {
    if (typeof value === 'string') {
      into.add(value);
    } else if (value && typeof value === 'object') {
      Object.keys(value).forEach(function (name) { texts(value[name], into); });
    }
    return into;
  }

  // Whether the events are of the record, and whether its words stand in what they hold.
  function unsaid(record, proofs, place) {
    var serial = record.words.accession.split('.')[0];
    var isOther = proofs.some(function (proof) {
      var stream = JSON.parse('{' + proof.header + '}').stream;
      return stream !== 'meeting/' + serial && stream !== 'document/' + serial;
    });
    if (isOther) return 'faultRecord';
    if (proofs.some(function (proof) { return proof.data === undefined; })) return null;
    var said = new Set();
    proofs.forEach(function (proof) { texts(JSON.parse(proof.data), said); });
    var told = texts([record.words.quote, record.words.body, record.words.sources,
      record.words.meeting && record.words.meeting.title], new Set());
    if (record.words.date !== 'unknown') told.add(record.words.date);
    place.querySelectorAll('[data-said]').forEach(function (element) {
      if (element.closest('[data-record]') !== place) return;
      var shown = element.textContent, stated = element.getAttribute('data-said') || shown;
      told.add(stated);
      // What stands around the words is punctuation, or the verb of the record.
      if (!shown.includes(stated)) told.add(shown);
    });
    for (var text of told) if (!said.has(text)) return 'faultWords';
    var made = place.querySelector('[data-made]');
    return made && made.closest('[data-record]') === place && !isMade(made.textContent, said)
      ? 'faultWords' : null;
  }

  // Whether a title is made of words of the record, and of nothing but what such titles have between them.
  function isMade(title, said) {
    Array.from(said).sort(function (a, b) { return b.length - a.length; }).forEach(function (text) {
      if (text) title = title.split(text).join('');
    });
    return /^[、：《》（）为的职务接受辞去█\s]*$/.test(title);
  }

  // MARK: The page

  document.addEventListener('DOMContentLoaded', function () {
    var element = document.getElementById('proofs');
    if (!element) return;
    var page = JSON.parse(element.textContent);

    function place(number) {
      return document.querySelector('[data-record="' + number + '"]');
    }

    function proofsOf(record) {
      return record.others.concat(record.position).map(function (position) {
        return page.proofs[position];
      });
    }

    function verify(number) {
      var record = page.records[number], proofs = proofsOf(record);
      for (var proof of proofs) {
        var found = fault(proof, page.checkpoint);
        if (found) return {name: found, isGood: false};
      }
      var words = unsaid(record, proofs, place(number));
      if (words) return {name: words, isGood: false};
      var isWhole = proofs.every(function (proof) { return proof.data !== undefined; });
      return {name: isWhole ? 'verified' : 'verifiedInPart', isGood: true, count: proofs.length};
    }

    function show(number, verdict) {
      var output = Array.from(place(number).querySelectorAll('output')).find(function (output) {
        return output.closest('[data-record]') === place(number);
      });
      output.className = 'verdict ' + (verdict.isGood ? 'good' : 'bad');
      output.textContent = (verdict.isGood ? '✓ ' : '✗ ')
        + archivist.text(verdict.name, verdict.count || '');
      output.dataset.verdict = verdict.name;
    }

    // What `archivist cite --format json` prints, for `archivist verify --proof`.
    function citation(number) {
      var record = page.records[number];
      function whole(position) {
        return Object.assign({checkpoint: page.checkpoint.note}, page.proofs[position]);
      }
      var cited = Object.assign({}, record.words, {
        position: record.position, checkpoint: page.checkpoint, proof: whole(record.position)
      });
      if (record.others.length) cited.others = record.others.map(whole);
      return JSON.stringify(cited);
    }

    function save(number) {
      var link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([citation(number)], {type: 'application/json'}));
      link.download = number + '.citation';
      link.click();
      URL.revokeObjectURL(link.href);
    }

    function copy(number, button) {
      var text = page.records[number].words.citation[archivist.language()];
      function done() { button.dataset.done = ''; }
      if (navigator.clipboard) {
        navigator.clipboard.writeText(text).then(done, function () {});
        return;
      }
      var area = document.createElement('textarea');
      area.value = text;
      document.body.appendChild(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
      done();
    }

    document.addEventListener('click', function (event) {
      var button = event.target.closest('button');
      if (!button) return;
      if (button.dataset.verify) show(button.dataset.verify, verify(button.dataset.verify));
      if (button.dataset.save) save(button.dataset.save);
      if (button.dataset.copy) copy(button.dataset.copy, button);
    });
    archivist.onLanguage(function () {
      document.querySelectorAll('output[data-verdict]').forEach(function (output) {
        show(output.closest('[data-record]').dataset.record,
          verify(output.closest('[data-record]').dataset.record));
      });
    });
    // For programs that use the page.
    archivist.citation = citation;
    archivist.verify = verify;
  });
})();
