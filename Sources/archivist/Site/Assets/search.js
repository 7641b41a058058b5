// Finds records by words. Parts of the index are loaded as scripts when they are needed, since pages that
// are opened from files may load nothing else. Records have numbers, the newest 0.
'use strict';

(function () {
  var folder = 'data/';
  var recordsInCards = 32;

  // MARK: Loading

  var loads = {};
  var arrived = {};

  // Loads a part once; the script calls the function of its name below.
  function load(name) {
    if (!loads[name]) {
      loads[name] = new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.src = folder + name + '.js';
        script.onload = function () {
          script.remove();
          resolve(arrived[name]);
        };
        script.onerror = function () {
          script.remove();
          delete loads[name];
          reject(new Error(name));
        };
        document.head.appendChild(script);
      });
    }
    return loads[name];
  }

  archivist.terms = function (number, terms) { arrived['terms-' + number] = terms; };
  archivist.cards = function (number, cards) { arrived['cards-' + number] = cards; };
  archivist.columns = function (count, columns) { arrived.columns = readColumns(count, columns); };
  archivist.folding = function (count, pair) {
    var from = Array.from(pair[0]), to = Array.from(pair[1]), map = new Map();
    for (var i = 0; i < from.length; i++) map.set(from[i], to[i]);
    arrived.folding = map;
  };

  // MARK: Numbers as text

  var digits = new Uint8Array(128);
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_').forEach(
    function (digit, value) { digits[digit.charCodeAt(0)] = value; });

  // Reads numbers one after the other: five bits to a character, the lowest first.
  function Numbers(text) {
    this.text = text;
    this.at = 0;
  }
  Numbers.prototype.next = function () {
    var value = 0, factor = 1, digit;
    do {
      digit = digits[this.text.charCodeAt(this.at++)];
      value += (digit & 31) * factor;
      factor *= 32;
    } while (digit & 32);
    return value;
  };
  Numbers.prototype.nextSigned = function () {
    var value = this.next();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };

  // MARK: Columns

  function readLists(count, text) {
    var numbers = new Numbers(text), column = new Array(count);
    for (var i = 0; i < count; i++) {
      var list = new Array(numbers.next());
      for (var j = 0; j < list.length; j++) list[j] = numbers.next();
      column[i] = list;
    }
    return column;
  }

  // What bodies a record is found by: its own, and those to which they belong.
  function reach(lists, names) {
    if (!names.some(function (name) { return name.length > 2; })) return lists;
    return lists.map(function (list) {
      var all = new Set();
      list.forEach(function (body) {
        all.add(body);
        names[body].slice(2).forEach(function (other) { all.add(other); });
      });
      return Array.from(all);
    });
  }

  function readColumns(count, data) {
    var first = new Int32Array(count).fill(NaN), last, numbers = new Numbers(data.days), day = 0;
    for (var i = 0; i < data.dated; i++) {
      day += numbers.nextSigned();
      first[i] = day;
    }
    last = first.slice();
    for (var j = 0; j < data.lengths.length; j += 2) {
      last[data.lengths[j]] += data.lengths[j + 1];
    }
    // Before and after everything that a calendar has.
    var from = first.slice(), to = last.slice(), ever = 1 << 30;
    for (var l = 0; l < data.open.length; l += 2) {
      if (data.open[l + 1]) to[data.open[l]] = ever;
      else from[data.open[l]] = -ever;
    }
    var years = new Int16Array(count);
    for (var k = 0; k < data.dated; k++) {
      // Neighbours are mostly of one day.
      years[k] = k && first[k] === first[k - 1]
        ? years[k - 1] : new Date(first[k] * 86400000).getUTCFullYear();
    }
    var body = readLists(count, data.body);
    return {
      count: count, dated: data.dated, first: first, from: from, to: to, years: years, kinds: data.kinds,
      body: body, bodyReach: reach(body, data.bodyNames), topic: readLists(count, data.topic),
      bodyNames: data.bodyNames, topicNames: data.topicNames, shards: data.shards
    };
  }

  // MARK: Texts

  function isHan(c) {
    return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0x20000 && c <= 0x3FFFF
      || c >= 0x2E80 && c <= 0x2FDF || c === 0x3005 || c === 0x3007 || c >= 0x3021 && c <= 0x3029
      || c >= 0x3038 && c <= 0x303B || c >= 0xF900 && c <= 0xFAFF;
  }

  var letter = /[\p{Alphabetic}\p{N}\p{M}]/u;

  // Whether a text begins with a character that makes words with others beside it.
  function isWord(text) {
    var first = text.codePointAt(0);
    return !isHan(first) && letter.test(String.fromCodePoint(first));
  }

  // Makes texts alike that people read as the same: width, case, traditional and simplified.
  function fold(text, folding) {
    var folded = '';
    for (var c of text.normalize('NFKD').toLowerCase().replace(/ß/g, 'ss')) folded += folding.get(c) || c;
    return folded.replace(/\s+/g, ' ');
  }

  // The units of a text: words, and every other character by itself.
  function units(text) {
    var found = [], word = '';
    for (var c of text) {
      if (isWord(c)) {
        word += c;
      } else {
        if (word) found.push({word: word});
        word = '';
        found.push({character: c});
      }
    }
    if (word) found.push({word: word});
    return found;
  }

  // MARK: Questions

  var numerals = '〇一二三四五六七八九', isNumeral = /[〇零一二三四五六七八九十百千万亿两]/;

  // A number below 10,000 in Chinese.
  function inChinese(number) {
    var text = '', isGap = false;
    [[1000, '千'], [100, '百'], [10, '十'], [1, '']].forEach(function (step) {
      var digit = Math.floor(number / step[0]) % 10;
      if (digit) {
        if (isGap) text += '零';
        isGap = false;
        text += numerals[digit] + step[1];
      } else if (text) {
        isGap = true;
      }
    });
    return text.replace(/^一十/, '十');
  }

  function fromChinese(text) {
    var total = 0, digit = 0;
    for (var c of text) {
      var step = {'十': 10, '百': 100, '千': 1000}[c];
      if (step) {
        total += (digit || 1) * step;
        digit = 0;
      } else {
        digit = c === '零' ? 0 : numerals.indexOf(c);
      }
    }
    return total + digit;
  }

  // 第四十次 and 第40次 are the same to whoever asks.
  function spellings(text) {
    var digital = /^(.*第)(\d{1,4})(.*)$/.exec(text);
    if (digital) return [text, digital[1] + inChinese(+digital[2]) + digital[3]];
    var chinese = /^(.*第)([一二三四五六七八九十百千零]+)(.*)$/.exec(text);
    if (chinese) return [text, chinese[1] + fromChinese(chinese[2]) + chinese[3]];
    return [text];
  }

  // Takes a question apart: what must occur, each with what may stand for it, and what must not.
  function parse(text, folding) {
    var required = [], excluded = [], isOr = false, match;
    var pattern = /(-?)"([^"]*)"?|(-?)(\S+)/g;
    text = text.replace(/[“”„]/g, '"').replace(/　/g, ' ');
    while ((match = pattern.exec(text))) {
      var isQuoted = match[4] === undefined;
      if (!isQuoted && match[4] === 'OR' && required.length) {
        isOr = true;
        continue;
      }
      var word = fold(isQuoted ? match[2] : match[4], folding).trim();
      var isWhole = isQuoted || pattern.lastIndex < text.length;
      var isBeginning = /\*$/.test(word) && !isQuoted;
      word = word.replace(/\*$/, '');
      if (!word) continue;
      var forms = (isQuoted ? [word] : spellings(word)).map(function (form, index) {
        // 第四 for 第4 is not 第四十.
        var endsNumber = index > 0 && isNumeral.test(form.slice(-1));
        return {units: units(form), isOpen: isBeginning || !isWhole, endsNumber: endsNumber};
      });
      if (match[1] || match[3]) {
        excluded.push(forms);
      } else if (isOr) {
        required[required.length - 1] = required[required.length - 1].concat(forms);
      } else {
        required.push(forms);
      }
      isOr = false;
    }
    return {required: required, excluded: excluded};
  }

  // MARK: Terms

  function shard(character, shards) {
    return (Math.imul(character.codePointAt(0), 0x9E3779B1) >>> 16) % shards;
  }

  // Where a phrase is looked for: the terms at its offsets. An open one may stand for the beginning of others.
  function parts(form) {
    var found = [];
    form.units.forEach(function (unit, offset) {
      var next = form.units[offset + 1], before = form.units[offset - 1];
      var isLast = offset === form.units.length - 1;
      if (unit.word) {
        found.push({at: offset, term: unit.word, isOpen: isLast && form.isOpen});
      } else if (unit.character !== ' ') {
        if (next && next.character && next.character !== ' ') {
          found.push({at: offset, term: unit.character + next.character, isPair: true});
        } else if (next || !before || !before.character || before.character === ' ') {
          found.push({at: offset, term: unit.character, isOpen: true});
        }
        if (isLast && form.endsNumber) {
          found.push({at: offset, term: unit.character, isOpen: true, endsNumber: true});
        }
      }
    });
    return found.filter(isNeeded);
  }

  // Two characters of which the ones before and behind tell as well need not be looked for: so half of the
  // index is loaded for a long phrase.
  function isNeeded(part, index, all) {
    var before = all[index - 1], next = all[index + 1];
    part.isLeftOut = !!(part.isPair && before && before.isPair && !before.isLeftOut
      && before.at + 1 === part.at && next && next.at === part.at + 1);
    return !part.isLeftOut;
  }

  // An occurrence is one number: that of the record, and the position in it below this.
  var positions = 0x800000;

  // The occurrences of a term, in order.
  function readPostings(text) {
    var numbers = new Numbers(text), end = text.length, record = 0, found = new Float64Array(end), length = 0;
    while (numbers.at < end) {
      var head = numbers.next(), count = head % 2 ? numbers.next() + 2 : 1, place;
      record += Math.floor(head / 2);
      place = record * positions;
      for (var i = 0; i < count; i++) found[length++] = place += numbers.next();
    }
    return found.subarray(0, length);
  }

  function joined(lists) {
    if (lists.length === 1) return lists[0];
    var all = new Float64Array(lists.reduce(function (sum, list) { return sum + list.length; }, 0)), at = 0;
    lists.forEach(function (list) {
      all.set(list, at);
      at += list.length;
    });
    return all.sort();
  }

  var read = new Map();

  function occurrences(part, terms) {
    var key = part.term + (part.isOpen ? '*' : '') + (part.endsNumber ? '.' : '');
    var known = read.get(key);
    if (known) return known;
    var texts = [];
    if (!part.isOpen) {
      if (Object.prototype.hasOwnProperty.call(terms, part.term)) texts.push(terms[part.term]);
    } else {
      // A character stands for every pair that it begins, a word for every word.
      var isCharacter = !isWord(part.term);
      Object.keys(terms).forEach(function (term) {
        var isOther = part.endsNumber && isNumeral.test(term.slice(1));
        if (term.startsWith(part.term) && isCharacter === !isWord(term) && !isOther) texts.push(terms[term]);
      });
    }
    var found = joined(texts.map(readPostings));
    if (read.size > 200) read.clear();
    read.set(key, found);
    return found;
  }

  // Where a phrase begins by one part of it, of the places where it begins by the others.
  function narrowed(starts, part) {
    var kept = new Float64Array(starts.length), length = 0, j = 0, found = part.found;
    for (var i = 0; i < starts.length; i++) {
      var wanted = starts[i] + part.at;
      while (j < found.length && found[j] < wanted) j++;
      if (found[j] === wanted) kept[length++] = starts[i];
    }
    return kept.subarray(0, length);
  }

  // Marks the records in which the parts of a phrase stand one behind the other.
  function mark(form, columns, hits) {
    var wanted = parts(form);
    return Promise.all(wanted.map(function (part) {
      return load('terms-' + shard(part.term, columns.shards)).then(function (terms) {
        return {at: part.at, found: occurrences(part, terms)};
      });
    })).then(function (found) {
      if (!found.length) return;
      found.sort(function (a, b) { return a.found.length - b.found.length; });
      var starts = found[0].found.map(function (place) { return place - found[0].at; });
      for (var i = 1; i < found.length; i++) starts = narrowed(starts, found[i]);
      for (var j = 0; j < starts.length; j++) hits[Math.floor(starts[j] / positions)] = 1;
    });
  }

  // A byte of each record: whether it has one of some phrases.
  function any(forms, columns) {
    var hits = new Uint8Array(columns.count);
    return Promise.all(forms.map(function (form) { return mark(form, columns, hits); }))
      .then(function () { return hits; });
  }

  // MARK: What pages use

  // What records are filtered and counted by.
  archivist.loadColumns = function () { return load('columns'); };

  // Loads what every question needs.
  archivist.prepare = function () { return Promise.all([load('columns'), load('folding')]); };

  // What is shown of some records, in their order.
  archivist.loadCards = function (records) {
    return Promise.all(records.map(function (record) {
      return load('cards-' + Math.floor(record / recordsInCards)).then(function (cards) {
        return cards[record % recordsInCards];
      });
    }));
  };

  // The records that fit some words: a byte of each record, or nothing where there are no words; and what
  // to mark in texts.
  archivist.find = function (text) {
    if (!text.trim()) return Promise.resolve({hits: null, marks: []});
    return Promise.all([load('columns'), load('folding')]).then(function (loaded) {
      var columns = loaded[0], question = parse(text, loaded[1]);
      return Promise.all([
        Promise.all(question.required.map(function (forms) { return any(forms, columns); })),
        Promise.all(question.excluded.map(function (forms) { return any(forms, columns); }))
      ]).then(function (found) {
        var hits = new Uint8Array(columns.count).fill(1);
        for (var i = 0; i < columns.count; i++) {
          for (var j = 0; j < found[0].length; j++) if (!found[0][j][i]) hits[i] = 0;
          for (var k = 0; k < found[1].length; k++) if (found[1][k][i]) hits[i] = 0;
        }
        var marks = [];
        question.required.forEach(function (forms) {
          forms.forEach(function (form) {
            marks.push(form.units.map(function (unit) { return unit.word || unit.character; }).join(''));
          });
        });
        return {hits: hits, marks: marks, folding: loaded[1]};
      });
    });
  };

  // The stretches of a text that fold to one of the marks: pairs of a beginning and an end.
  archivist.marked = function (text, marks, folding) {
    var folded = '', places = [], found = [];
    Array.from(text).reduce(function (at, c) {
      var piece = fold(c, folding);
      for (var i = 0; i < piece.length; i++) places.push(at);
      folded += piece;
      return at + c.length;
    }, 0);
    places.push(text.length);
    marks.forEach(function (mark) {
      var at = folded.indexOf(mark);
      while (mark && at >= 0) {
        found.push([places[at], places[at + mark.length]]);
        at = folded.indexOf(mark, at + mark.length);
      }
    });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  };
})();
