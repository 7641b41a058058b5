// Compares the checkpoint of the site with one that the reader kept.
'use strict';

document.addEventListener('DOMContentLoaded', function () {
  var kept = document.getElementById('kept'), output = document.getElementById('compared');
  var own = lines(document.querySelector('.checkpoint').textContent);

  // The three lines of a checkpoint; what follows them, such as signatures, is passed over.
  function lines(text) {
    return text.split(/\r?\n/).map(function (line) { return line.trim(); }).filter(Boolean).slice(0, 3);
  }

  function verdict(other) {
    if (other.length < 3 || !/^\d+$/.test(other[1])) return 'keptUnreadable';
    if (other[0] !== own[0]) return 'keptOther';
    if (other[1] !== own[1]) return 'keptOlder';
    return other[2] === own[2] ? 'keptSame' : 'keptDiffers';
  }

  function compare() {
    var name = kept.value.trim() ? verdict(lines(kept.value)) : '';
    output.textContent = name && archivist.text(name, '');
    output.className = 'verdict ' + (name === 'keptSame' ? 'good' : name === 'keptDiffers' ? 'bad' : '');
    output.dataset.verdict = name;
  }

  kept.addEventListener('input', compare);
  archivist.onLanguage(compare);
});
