const ExcelJS = require('exceljs'), XLSX = require('xlsx'), Pop = require('xlsx-populate'), E4 = require('excel4node'), fs = require('fs');
const keluar = process.argv[2];
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const baris = n => ({ A: `Rencana ${n}`, B: `nilai ${n}` });
async function exceljs() {
  const wb = new ExcelJS.Workbook(); wb.creator = 'Budi'; wb.created = wb.modified = new Date(Date.UTC(2026, 0, 5));
  const ws = wb.addWorksheet('SKP', { views: [{ state: 'frozen', xSplit: 1, ySplit: 2 }], pageSetup: { orientation: 'landscape', printArea: 'A1:F30', printTitlesRow: '1:2' } });
  const cap = wb.addWorksheet('_skpbook', { state: 'veryHidden' }); cap.getCell('A1').value = 'skpbook';
  for (let n = 3; n <= 12; n++) {
    const b = baris(n); ws.getCell(`A${n}`).value = b.A;
    const s = ws.getCell(`B${n}`); s.value = b.B; s.protection = { locked: false }; s.numFmt = '@';
    s.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF1F7FC' } };
    s.border = { left: { style: 'thin' }, bottom: { style: 'double' } }; s.font = { italic: true, size: 8 };
    ws.getCell(`C${n}`).value = { formula: `LEN(B${n})`, result: b.B.length };
    s.dataValidation = { type: 'list', allowBlank: true, formulae: ['"nilai 3,nilai 4"'] };
  }
  ws.getCell('A2').value = { richText: [{ text: 'polos ' }, { font: { bold: true }, text: 'tebal' }] };
  ws.getCell('B4').note = 'Catatan saya sendiri';
  ws.mergeCells('D3:E5'); ws.getRow(9).hidden = true; ws.getColumn('F').width = 20;
  ws.addConditionalFormatting({ ref: 'B3:B12', rules: [{ type: 'dataBar', cfvo: [{ type: 'min' }, { type: 'max' }], color: { argb: 'FF638EC6' } }] });
  ws.addImage(wb.addImage({ buffer: png, extension: 'png' }), 'M3:N5');
  ws.addTable({ name: 'Tabel1', ref: 'J3', headerRow: true, columns: [{ name: 'x' }, { name: 'y' }], rows: [['a', 1], ['b', 2]] });
  wb.definedNames.add('SKP!$B$3:$B$12', 'nama_saya');
  await ws.protect('rahasia', { formatCells: false });
  await wb.xlsx.writeFile(`${keluar}/exceljs.xlsx`);
}
function sheetjs() {
  const aoa = [[], []]; for (let n = 3; n <= 12; n++) aoa.push([baris(n).A, baris(n).B]);
  const ws = XLSX.utils.aoa_to_sheet(aoa); ws['!ref'] = 'A1:G12';
  for (let n = 3; n <= 12; n++) ws[`C${n}`] = { t: 'n', f: `LEN(B${n})`, v: `nilai ${n}`.length };
  ws['!merges'] = [XLSX.utils.decode_range('D3:E5')]; ws['!rows'] = []; ws['!rows'][8] = { hidden: true };
  ws['!cols'] = [{ wch: 20 }]; XLSX.utils.cell_add_comment(ws.B4, 'Catatan saya sendiri', 'Budi'); ws['!protect'] = { password: 'rahasia' };
  const wb = XLSX.utils.book_new(); XLSX.utils.book_append_sheet(wb, ws, 'SKP');
  XLSX.utils.book_append_sheet(wb, XLSX.utils.aoa_to_sheet([['skpbook']]), '_skpbook');
  wb.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }], Names: [{ Name: 'nama_saya', Ref: 'SKP!$B$3:$B$12' }] };
  XLSX.writeFile(wb, `${keluar}/sheetjs.xlsx`, { compression: true, bookSST: true });
}
async function populate() {
  const wb = await Pop.fromBlankAsync(); const ws = wb.sheet(0).name('SKP');
  for (let n = 3; n <= 12; n++) {
    ws.cell(`A${n}`).value(baris(n).A);
    ws.cell(`B${n}`).value(baris(n).B).style({ fill: 'f1f7fc', italic: true, border: { left: 'thin' }, numberFormat: '@' });
    ws.cell(`C${n}`).formula(`LEN(B${n})`);
  }
  ws.range('D3:E5').merged(true); ws.row(9).hidden(true); ws.column('F').width(20);
  ws.range('B3:B12').dataValidation({ type: 'list', allowBlank: true, formula1: '"nilai 3,nilai 4"', operator: 'between' }); ws.definedName; wb.definedName('nama_saya', ws.range('B3:B12'));
  wb.addSheet('_skpbook').cell('A1').value('skpbook'); wb.sheet('_skpbook').hidden('very');
  await wb.toFileAsync(`${keluar}/xlsx-populate.xlsx`);
}
function excel4node() {
  const wb = new E4.Workbook(); const ws = wb.addWorksheet('SKP');
  const gaya = wb.createStyle({ fill: { type: 'pattern', patternType: 'solid', fgColor: 'F1F7FC' }, border: { left: { style: 'thin' } }, font: { italics: true, size: 8 }, numberFormat: '@' });
  for (let n = 3; n <= 12; n++) {
    ws.cell(n, 1).string(baris(n).A); ws.cell(n, 2).string(baris(n).B).style(gaya); ws.cell(n, 3).formula(`LEN(B${n})`);
  }
  ws.cell(4, 2).comment('Catatan saya sendiri');
  ws.cell(3, 4, 5, 5, true).string('gabungan'); ws.row(9).hide(); ws.column(6).setWidth(20);
  ws.addDataValidation({ type: 'list', sqref: 'B3:B12', formulas: ['nilai 3,nilai 4'] });
  ws.addImage({ image: png, type: 'picture', position: { type: 'oneCellAnchor', from: { col: 13, colOff: 0, row: 3, rowOff: 0 } } });
  wb.addWorksheet('_skpbook', { hidden: true }).cell(1, 1).string('skpbook');
  return new Promise(j => wb.write(`${keluar}/excel4node.xlsx`, j));
}
(async () => { for (const f of [exceljs, sheetjs, populate, excel4node]) try { await f(); console.log('ok', f.name); } catch (e) { console.log(f.name, e.message); } })();
