"""A form printed from the command line."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import TestCase

from loans.models import Posting
from tests import builders
from tests.cast import Country
from tests.loans.documents.papers import text_of


class DocumentCommandTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=1)
        cls.session = builders.prepared_session(cls.country, date(2026, 4, 10))

    def run_it(self, form, subject, username):
        with TemporaryDirectory() as folder, (Path(folder) / "out").open("w") as out:
            file = Path(folder) / "paper.pdf"
            call_command(
                "document", form, subject, "--as", username, "-o", str(file), stdout=out
            )
            return file.read_bytes()

    def test_prints_one_group(self):
        subject = f"{self.session.pk}/{self.group.pk}"

        text = text_of(self.run_it("13/TD", subject, "lan"))

        self.assertIn(self.group.code, text)

    def test_prints_a_whole_session_by_the_short_name(self):
        text = text_of(self.run_it("13td", str(self.session.pk), "lan"))

        self.assertIn(self.group.code, text)

    def test_prints_every_form_of_a_session(self):
        session = str(self.session.pk)
        for form, username, said in (
            ("khtm", "son", "KẾ HOẠCH TIỀN MẶT"),
            ("dsdn", "son", "DANH SÁCH HỘ CÒN DƯ NỢ"),
            ("bcp", "son", "BÁO CÁO PHIÊN GIAO DỊCH"),
            ("bkt", "lan", "BẢNG KÊ CÁC LOẠI TIỀN"),
            ("hsp", "son", "BẢNG KÊ LÃI PHẢI THU"),
        ):
            with self.subTest(form):
                self.assertIn(said, text_of(self.run_it(form, session, username)))

    def test_prints_the_voucher_of_a_posting(self):
        payout = str(Posting.objects.get(kind="DISBURSEMENT").pk)

        self.assertIn("PHIẾU CHI", text_of(self.run_it("pt", payout, "lan")))

    def test_refuses_in_a_sentence(self):
        session = str(self.session.pk)
        for form, subject, username in (
            ("99/XX", session, "lan"),
            ("13/TD", session, "nobody"),
            ("13/TD", session, "women"),
            ("13/TD", session, "tam"),
            ("13/TD", "seven", "lan"),
            ("13/TD", f"{session}/0", "lan"),
            ("14/TD", session, "son"),
            ("BKT", session, "son"),
            ("PT", "9" * 30, "lan"),
        ):
            with (
                self.subTest(form=form, subject=subject, username=username),
                self.assertRaises(CommandError),
            ):
                self.run_it(form, subject, username)
