"""What borrowers ask for in each programme, and what for."""

from collections.abc import Sequence

MILLION = 1_000_000

OFFERS: dict[str, tuple[Sequence[int], Sequence[int], Sequence[str]]] = {
    "POOR": (
        (30, 40, 50, 60, 80),
        (60, 60, 96),
        ("Nuôi bò sinh sản", "Nuôi heo nái", "Mua lưới đánh cá", "Trồng keo lai"),
    ),
    "NEAR_POOR": (
        (40, 50, 50, 60, 80),
        (60,),
        ("Nuôi bò vỗ béo", "Nuôi gà thả vườn", "Trồng rau an toàn", "Nuôi tôm"),
    ),
    "NEWLY_ESCAPED": (
        (40, 50, 60, 80),
        (36, 60, 60),
        ("Chăn nuôi bò lai", "Trồng hành, tỏi", "Sắm ngư cụ", "Buôn bán nhỏ"),
    ),
    "JOBS": (
        (40, 50, 50, 60, 80, 100),
        (36, 60, 60, 84),
        (
            "Mở rộng xưởng mộc",
            "Cải hoán tàu cá",
            "Mở quán ăn",
            "Nuôi tôm trên cát",
            "Mua máy may",
            "Trồng hoa cúc",
        ),
    ),
    "WATER": (
        (20, 25, 25, 40),
        (60,),
        ("Giếng khoan và nhà vệ sinh tự hoại", "Đấu nối nước máy, xây hầm biogas"),
    ),
    "EX_PRISONER": ((50, 80), (60,), ("Mở tiệm sửa xe máy", "Nuôi bò")),
    "OVERSEAS": ((80, 100), (36,), ("Đi làm việc tại Nhật Bản",)),
    "SOCIAL_HOUSING": ((200, 250, 300), (180, 240), ("Xây nhà ở",)),
    "POOR_HOUSING": ((25,), (180,), ("Xây nhà ở cho hộ nghèo",)),
    "DIFFICULT_AREA_BUSINESS": (
        (30, 50, 50, 80, 100),
        (36, 60, 60),
        ("Trồng keo lai", "Nuôi trâu sinh sản", "Trồng mì cao sản", "Mua máy xay xát"),
    ),
    "TRADER": ((80, 100), (60,), ("Thu mua keo, mì", "Bán tạp hóa ở chợ Hà Thành")),
    "ETHNIC_MINORITY": ((10, 15), (60,), ("Mua trâu cày kéo", "Nuôi heo cỏ")),
    "ETHNIC_MINORITY_2085": (
        (30, 40, 50),
        (120,),
        ("Nuôi trâu sinh sản", "Trồng keo lai", "Trồng cau"),
    ),
    "ETHNIC_MOUNTAIN": (
        (50, 60, 80, 100),
        (60, 96, 120),
        ("Nuôi trâu, bò vỗ béo", "Trồng quế", "Mua máy cày tay", "Trồng cau"),
    ),
    "COMPUTER": ((10,), (36,), ("Mua máy tính để học trực tuyến",)),
    "KINDERGARTEN": ((80,), (36,), ("Sửa chữa nhóm trẻ, mua thiết bị dạy học",)),
}
"""Programme → millions of đồng, terms in months, purposes."""
